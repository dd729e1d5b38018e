package dev.afterimage.inspection;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a {@link Moment} is written. */
final class MomentText {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smhd])");

    private MomentText() {}

    static Moment read(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (matcher.matches()) {
            return new Moment.Before(duration(Long.parseLong(matcher.group(1)), matcher.group(2)));
        }
        try {
            return new Moment.Fixed(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException notOne) {
            throw new NotUnderstoodException(
                    "'" + text + "' is no time: write 2026-07-01T12:00:00Z, or how long ago as 90s, 15m, 12h or 7d");
        }
    }

    private static Duration duration(long number, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
