package dev.afterimage.seed.cli;

import java.time.Duration;

/** How a verb that runs until Ctrl-C learns of it. The process around the verbs provides it. */
@FunctionalInterface
public interface Stopping {
    /**
     * From now on Ctrl-C asks the verb to end, rather than ending the process at once.
     *
     * @param patience how long the verb may then take to return
     */
    Signal listen(Duration patience);

    /** Tells when to end. */
    @FunctionalInterface
    interface Signal {
        /** Waits; false once the verb is to end, at once when it is told so. */
        boolean pause(Duration duration);
    }
}
