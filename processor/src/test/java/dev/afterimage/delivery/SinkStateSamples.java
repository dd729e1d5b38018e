package dev.afterimage.delivery;

import dev.afterimage.expiry.EventId;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.feed.ExpiryFeed;
import java.time.Instant;
import java.util.Optional;

/** States of sinks for tests of others. */
public final class SinkStateSamples {
    private SinkStateSamples() {}

    /** A sink that a worker delivers to, and that has delivered this event last. */
    public static SinkState following(String name, String worker, ExpiryEvent last) {
        Progress progress = Progress.from(ExpiryFeed.before(Instant.EPOCH))
                .delivered(last, last.recordedAt().plusSeconds(1));
        return SinkState.none(new SinkName(name), progress).heldBy(worker);
    }

    /** The same, halted since a moment at an event that the receiver refuses. */
    public static SinkState refusing(String name, String worker, ExpiryEvent last, EventId refused, Instant since) {
        SinkState following = following(name, worker, last);
        Trouble trouble = new Trouble("https://h.example/x answers 422", true, Optional.of(refused), since, 3);
        return new SinkState(
                following.name(),
                1,
                following.holder(),
                following.progress().with(Optional.of(trouble)),
                Optional.empty());
    }
}
