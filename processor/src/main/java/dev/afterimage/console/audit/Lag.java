package dev.afterimage.console.audit;

import java.time.Duration;
import java.util.Locale;

/** Durations in one or two units, from milliseconds to days. */
final class Lag {
    private static final int SECOND = 1_000;
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;

    private Lag() {}

    static String text(Duration duration) {
        if (duration.toMillis() < SECOND) {
            return Math.max(0, duration.toMillis()) + " ms";
        }
        long seconds = duration.toSeconds();
        if (seconds < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / (double) SECOND);
        }
        if (seconds < HOUR) {
            return seconds / MINUTE + " min " + seconds % MINUTE + " s";
        }
        return seconds < DAY
                ? seconds / HOUR + " h " + seconds % HOUR / MINUTE + " min"
                : seconds / DAY + " d " + seconds % DAY / HOUR + " h";
    }
}
