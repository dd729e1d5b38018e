package dev.afterimage.app;

import dev.afterimage.commit.Committer;
import dev.afterimage.console.parked.ParkedTotal;
import dev.afterimage.console.parked.Parking;
import dev.afterimage.console.parked.ParkingParts;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.DynamoParkingLot;
import dev.afterimage.dynamo.KnownKeys;
import dev.afterimage.dynamo.TableLookup;
import dev.afterimage.metrics.ParkedCount;
import java.time.InstantSource;

/** What the console does with parked changes of this configuration with these clients. */
record ConsoleParking(Blueprint blueprint, AwsClients clients, Committer committer, ParkedCount count) {
    /**
     * A projection that has no answer in time while it is redriven here takes nothing from the lanes: its threads are counted
     * by themselves.
     */
    Parking open(Opened opened) {
        Redriving redriving = new Redriving(blueprint, clients, committer, opened.add(blueprint.containment()));
        return opened.add(new Parking(new ParkingParts(
                new DynamoParkingLot(clients.tables(), blueprint.naming()),
                redriving::redriver,
                blueprint.sources(),
                new KnownKeys(new TableLookup(clients.sources()))::of,
                Explanations::of,
                new Total(count),
                InstantSource.system())));
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
