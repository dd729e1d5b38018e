package dev.afterimage.stream;

import java.time.Instant;

/** Where a source begins, as long as none of its changes has been applied. */
public sealed interface StartPosition {
    StartPosition TRIM_HORIZON = new TrimHorizon();
    StartPosition LATEST = new Latest();

    /** With the oldest change that the stream still holds. */
    record TrimHorizon() implements StartPosition {}

    /** With the first change that is not older than this instant, by the stream's own time; older ones are dropped. */
    record At(Instant instant) implements StartPosition {}

    /** With the first change after the first start of all; that moment is stored and stays the same ever after. */
    record Latest() implements StartPosition {}
}
