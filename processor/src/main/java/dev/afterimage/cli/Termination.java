package dev.afterimage.cli;

import dev.afterimage.pipeline.StopSignal;
import java.time.Duration;

/** How a verb learns that the process is to end. */
public interface Termination {
    /**
     * From now on SIGTERM and SIGINT ask the verb to stop, and no longer end the process at once.
     *
     * @param patience how long the verb may then take to return
     */
    StopSignal listen(Duration patience);
}
