package dev.afterimage.cli;

import dev.afterimage.telemetry.Elapsed;
import java.time.Duration;
import java.time.Instant;

/** How long ago something was, as people say it. */
final class Ago {
    private Ago() {}

    static String of(Instant then, Instant now) {
        return Elapsed.inWords(Duration.between(then, now)) + " ago";
    }

    static String text(Duration duration) {
        return Elapsed.inWords(duration);
    }
}
