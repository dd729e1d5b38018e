package dev.afterimage.cli;

import java.time.Instant;

/** How far a lane is behind its stream. */
public sealed interface Lag {
    /** The stream was read from the position on: nothing waits there. */
    record None() implements Lag {}

    /**
     * The stream was read from the position on: a change waits there.
     *
     * @param since the stream's time of the first that waits
     */
    record Behind(Instant since) implements Lag {}

    /** The stream was not read, or could not be. */
    record Unknown(String why) implements Lag {}
}
