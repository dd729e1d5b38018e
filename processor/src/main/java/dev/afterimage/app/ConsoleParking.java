package dev.afterimage.app;

import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.Committer;
import dev.afterimage.console.parked.ParkedTotal;
import dev.afterimage.console.parked.Parking;
import dev.afterimage.console.parked.ParkingParts;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.DynamoAuditLog;
import dev.afterimage.dynamo.DynamoParkingLot;
import dev.afterimage.dynamo.KnownKeys;
import dev.afterimage.dynamo.TableLookup;
import dev.afterimage.metrics.ParkedCount;
import dev.afterimage.pipeline.Redriver;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What the console does with parked changes of this configuration with these clients. */
record ConsoleParking(Blueprint blueprint, AwsClients clients, Committer committer, ParkedCount count) {
    /**
     * A projection that has no answer in time while it is redriven here takes nothing from the lanes: its threads are counted
     * by themselves.
     */
    Parking open(Opened opened) {
        InstantSource clock = InstantSource.system();
        DynamoParkingLot lot = new DynamoParkingLot(clients.tables(), blueprint.naming());
        Redriver.Parts parts = new Redriver.Parts(
                blueprint.router(),
                opened.add(blueprint.containment()),
                new CommitPlanner(CommitLimits.DYNAMODB),
                committer,
                lot,
                new DynamoAuditLog(clients.tables(), blueprint.naming(), clock),
                blueprint.auditRows(),
                blueprint.failures(RandomGenerator.getDefault()),
                clock);
        return opened.add(new Parking(new ParkingParts(
                lot,
                (operator, stop) -> new Redriver(parts, operator, stop),
                blueprint.sources(),
                new KnownKeys(new TableLookup(clients.sources()))::of,
                Explanations::of,
                new Total(count),
                clock)));
    }

    /** As the worker's own metrics count it. */
    private record Total(ParkedCount count) implements ParkedTotal {
        @Override
        public long changes() {
            return count.changes();
        }

        @Override
        public void stale() {
            count.stale();
        }
    }
}
