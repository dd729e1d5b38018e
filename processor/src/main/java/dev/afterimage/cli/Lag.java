package dev.afterimage.cli;

import java.time.Instant;
import java.util.Optional;

/** How far a lane is behind its stream. */
public sealed interface Lag {
    /**
     * The stream was read from the position on.
     *
     * @param changes how many changes wait
     * @param more whether there are more than were counted
     * @param oldest the stream's time of the first one that waits
     */
    record Measured(long changes, boolean more, Optional<Instant> oldest) implements Lag {}

    /** The stream was not read, or could not be. */
    record Unknown(String why) implements Lag {}
}
