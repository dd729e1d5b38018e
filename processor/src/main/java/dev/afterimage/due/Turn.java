package dev.afterimage.due;

import dev.afterimage.pipeline.StopSignal;
import java.time.Duration;

/** Keeps looking whether it is this worker's turn to tell what is due, and leaves at the end. */
final class Turn implements Runnable {
    /** As quick as this another goes on where one has left. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Roster roster;
    private final OnTime.Parts parts;
    private final StopSignal stop;
    private volatile boolean ours;

    Turn(OnTime.Parts parts, StopSignal stop) {
        this.roster = new Roster(parts.shifts(), parts.worker(), parts.failover(), parts.uptime());
        this.parts = parts;
        this.stop = stop;
    }

    boolean isOurs() {
        return ours;
    }

    @Override
    public void run() {
        int failed = 0;
        while (!stop.raised()) {
            try {
                note(roster.isOurs());
                failed = 0;
                stop.pause(LOOK);
            } catch (RuntimeException failure) {
                failed++;
                Duration delay = parts.failures().beforeRetry(failed);
                parts.listener().failed(inWords(failure), failed, delay);
                stop.pause(delay);
            }
        }
        leave();
    }

    private void note(boolean now) {
        if (now != ours) {
            ours = now;
            if (now) {
                parts.listener().began();
            } else {
                parts.listener().left();
            }
        }
    }

    private void leave() {
        try {
            roster.leave();
        } catch (RuntimeException failure) {
            // Another worker goes on a while later.
            parts.listener().failed(inWords(failure), 1, Duration.ZERO);
        }
        note(false);
    }

    private static String inWords(RuntimeException failure) {
        return "who tells it cannot be read or stored: " + failure;
    }
}
