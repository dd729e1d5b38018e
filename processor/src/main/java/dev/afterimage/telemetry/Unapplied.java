package dev.afterimage.telemetry;

import java.time.Instant;
import java.util.Optional;

/** What a lane has not applied yet. Times are the stream's own. */
public sealed interface Unapplied {
    /** Its shard was read to the tip, and everything is applied. */
    record Nothing() implements Unapplied {}

    /**
     * Changes wait.
     *
     * @param since the time of the oldest; while more is being read, of the last change that is applied
     */
    record Behind(Instant since) implements Unapplied {}

    /**
     * Nothing is known to wait, but the shard has not been read for long. An idle shard is read all the same.
     *
     * @param since any change that is newer than this may wait
     */
    record Unread(Instant since) implements Unapplied {}

    /** Nothing is known yet. */
    record Unknown(String why) implements Unapplied {}

    /** The time of the oldest change that waits, or may. */
    default Optional<Instant> oldest() {
        return switch (this) {
            case Nothing _ -> Optional.empty();
            case Behind behind -> Optional.of(behind.since());
            case Unread unread -> Optional.of(unread.since());
            case Unknown _ -> Optional.empty();
        };
    }
}
