package dev.afterimage.due;

import dev.afterimage.pipeline.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BooleanSupplier;

/** Looks at one queue as each second begins, while it is this worker's turn, and at once where more is due. */
final class QueueWatch implements Runnable {
    /** What is due at a second is told just after it has begun. */
    private static final Duration JUST_AFTER = Duration.ofMillis(20);

    private final Announcer announcer;
    private final OnTime.Parts parts;
    private final BooleanSupplier turn;
    private final StopSignal stop;

    QueueWatch(Announcer announcer, OnTime.Parts parts, BooleanSupplier turn, StopSignal stop) {
        this.announcer = announcer;
        this.parts = parts;
        this.turn = turn;
        this.stop = stop;
    }

    @Override
    public void run() {
        int failed = 0;
        while (!stop.raised()) {
            try {
                if (!turn.getAsBoolean() || !look()) {
                    stop.pause(untilNextSecond());
                }
                failed = 0;
            } catch (RuntimeException failure) {
                failed++;
                Duration delay = parts.failures().beforeRetry(failed);
                parts.listener().failed(String.valueOf(failure.getMessage()), failed, delay);
                stop.pause(delay);
            }
        }
    }

    /** Answers whether more is due. */
    private boolean look() {
        Announced announced = announcer.announce();
        if (announced.told() > 0) {
            parts.listener().told(announced.told());
        }
        return announced.more();
    }

    private Duration untilNextSecond() {
        Instant now = parts.clock().instant();
        return Duration.between(now, now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1))
                .plus(JUST_AFTER);
    }
}
