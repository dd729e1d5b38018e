package dev.afterimage.cli;

import java.time.Duration;
import java.time.Instant;

/** Durations as people say them, in one or two units. */
final class Ago {
    private Ago() {}

    static String of(Instant then, Instant now) {
        return text(Duration.between(then, now)) + " ago";
    }

    static String text(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m " + seconds % 60 + "s";
        }
        return seconds < 86_400
                ? seconds / 3600 + "h " + seconds % 3600 / 60 + "m"
                : seconds / 86_400 + "d " + seconds % 86_400 / 3600 + "h";
    }
}
