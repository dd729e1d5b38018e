package dev.afterimage.seed.cli;

import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations such as {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h} and {@code 1d}. */
final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        if (!plain.matches("\\d{1,9}(ms|s|m|h|d)")) {
            throw mistake(text);
        }
        String unit = plain.replaceAll("\\d", "");
        long count = Long.parseLong(plain.substring(0, plain.length() - unit.length()));
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static TypeConversionException mistake(String text) {
        return new TypeConversionException("'" + text + "' is no duration: it looks like 500ms, 30s, 5m, 2h or 1d");
    }
}
