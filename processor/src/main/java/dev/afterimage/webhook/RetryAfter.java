package dev.afterimage.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header by which a server says how long it wants to be left alone (RFC 9110, 10.2.3): seconds, or until a date. */
final class RetryAfter {
    private RetryAfter() {}

    /** Empty where the text is none. */
    static Optional<Duration> parse(String text, Instant now) {
        String stripped = text.strip();
        if (stripped.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(stripped)));
        }
        try {
            Instant until = ZonedDateTime.parse(stripped, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration after = Duration.between(now, until);
            return Optional.of(after.isNegative() ? Duration.ZERO : after);
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }
}
