package dev.afterimage.pipeline;

import java.time.Duration;

/** Tells a lane to stop, also while it waits. Thread-safe. */
public interface StopSignal {
    boolean raised();

    /** Waits this long, or until the signal is raised; answers whether the lane may go on. */
    boolean pause(Duration duration);
}
