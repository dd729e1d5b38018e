package dev.afterimage.pipeline;

import java.util.Optional;

/** Reads what a lane goes by, again and again until it can. For one thread. */
record Reading(Waits waits, StopSignal stop) {
    /** So many times in a row it may be unreadable before somebody is to look after it. */
    private static final int READS_BEFORE_HALTING = 5;

    /** Answers false where it was told to stop before it could. */
    boolean done(String what, Runnable read) {
        for (int attempt = 1; !stop.raised(); attempt++) {
            try {
                read.run();
                return true;
            } catch (RuntimeException unreadable) {
                String reason = "cannot read " + what + ": " + Thrown.inWords(unreadable);
                if (attempt < READS_BEFORE_HALTING) {
                    waits.retry(RetryCause.UNREADABLE, reason, attempt);
                } else {
                    waits.halt(Optional.empty(), reason);
                }
            }
        }
        return false;
    }
}
