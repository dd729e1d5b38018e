package dev.afterimage.app;

import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.Committer;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.DynamoAuditLog;
import dev.afterimage.dynamo.DynamoParkingLot;
import dev.afterimage.pipeline.Containment;
import dev.afterimage.pipeline.Redriver;
import dev.afterimage.pipeline.StopSignal;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Who works on parked changes for this configuration, with these clients, through this door. */
record Redriving(Blueprint blueprint, AwsClients clients, Committer committer, Containment containment) {
    /**
     * Works on what is parked.
     *
     * @param operator who is to be noted in the audit log
     */
    Redriver redriver(String operator, StopSignal stop) {
        InstantSource clock = InstantSource.system();
        Redriver.Parts parts = new Redriver.Parts(
                blueprint.router(clients),
                containment,
                new CommitPlanner(CommitLimits.DYNAMODB),
                committer,
                new DynamoParkingLot(clients.tables(), blueprint.naming()),
                new DynamoAuditLog(clients.tables(), blueprint.naming(), clock),
                blueprint.auditRows(),
                blueprint.failures(RandomGenerator.getDefault()),
                clock);
        return new Redriver(parts, operator, stop);
    }
}
