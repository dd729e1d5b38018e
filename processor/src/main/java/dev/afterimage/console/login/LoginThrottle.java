package dev.afterimage.console.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** Lets nobody guess tokens faster than a few a minute, wherever the guesses come from. Thread-safe. */
final class LoginThrottle {
    private static final int MOST_FAILURES = 10;
    private static final Duration WITHIN = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Deque<Instant> failures = new ArrayDeque<>();

    LoginThrottle(InstantSource clock) {
        this.clock = clock;
    }

    synchronized boolean allows() {
        Instant oldest = clock.instant().minus(WITHIN);
        while (!failures.isEmpty() && failures.getFirst().isBefore(oldest)) {
            failures.removeFirst();
        }
        return failures.size() < MOST_FAILURES;
    }

    synchronized void failed() {
        failures.addLast(clock.instant());
    }
}
