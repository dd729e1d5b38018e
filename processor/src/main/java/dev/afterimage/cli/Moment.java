package dev.afterimage.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as people give it. */
sealed interface Moment {
    Instant at(Instant now);

    /** A fixed one. */
    record Fixed(Instant instant) implements Moment {
        @Override
        public Instant at(Instant now) {
            return instant;
        }
    }

    /** So long before now. */
    record Before(Duration duration) implements Moment {
        @Override
        public Instant at(Instant now) {
            return now.minus(duration);
        }
    }

    /** Reads one from the command line. */
    final class Converter implements ITypeConverter<Moment> {
        private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smhd])");

        @Override
        public Moment convert(String text) {
            Matcher matcher = DURATION.matcher(text);
            if (matcher.matches()) {
                return new Before(duration(Long.parseLong(matcher.group(1)), matcher.group(2)));
            }
            try {
                return new Fixed(Instant.parse(text));
            } catch (DateTimeException notOne) {
                throw new TypeConversionException("'" + text
                        + "' is no time: write 2026-07-01T12:00:00Z, or how long ago as 90s, 15m, 12h or 7d");
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
}
