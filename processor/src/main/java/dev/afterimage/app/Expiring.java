package dev.afterimage.app;

import dev.afterimage.commit.Committer;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.DynamoCommitter;
import dev.afterimage.dynamo.DynamoExpirations;
import dev.afterimage.dynamo.DynamoRecorders;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.feed.ExpiryFeed;
import dev.afterimage.feed.Fence;
import dev.afterimage.feed.Horizon;
import dev.afterimage.feed.Recorder;
import dev.afterimage.feed.RecorderId;
import dev.afterimage.feed.Recorders;
import dev.afterimage.feed.RecordingCommitter;
import dev.afterimage.lane.Positions;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What of a worker has to do with expirations.
 *
 * @param committer the door, through which events are recorded as the feed needs them
 */
record Expiring(Committer committer, ExpiryFeed feed) {
    /** That of a worker of this id; what it begins is closed with the rest. */
    static Expiring of(
            AwsClients clients, TableNaming naming, String workerId, Positions positions, Opened opened) {
        InstantSource clock = InstantSource.system();
        Committer door = new DynamoCommitter(clients.commits(), naming);
        Recorders recorders = new DynamoRecorders(clients.tables(), naming);
        Fence fence = new Fence(positions, door, clock);
        RecorderId id = RecorderId.starting(workerId, clock.instant());
        Recorder recorder = opened.add(new Recorder(id, recorders, fence, clock, Expiring::uptime));
        opened.add(Repeated.every(Recorder.BEAT, "recorder", recorder::beat));
        return new Expiring(
                new RecordingCommitter(door, recorder),
                feed(clients, naming, recorders, Horizon.Rescue.by(id, fence)));
    }

    /** The feed for one who only reads. */
    static ExpiryFeed feed(AwsClients clients, TableNaming naming) {
        return feed(clients, naming, new DynamoRecorders(clients.tables(), naming), Horizon.Rescue.NONE);
    }

    private static ExpiryFeed feed(
            AwsClients clients, TableNaming naming, Recorders recorders, Horizon.Rescue rescue) {
        InstantSource clock = InstantSource.system();
        return new ExpiryFeed(
                new DynamoExpirations(clients.tables(), naming, clock),
                new Horizon(recorders, rescue, Expiring::uptime),
                clock);
    }

    private static Duration uptime() {
        return Duration.ofNanos(System.nanoTime());
    }
}
