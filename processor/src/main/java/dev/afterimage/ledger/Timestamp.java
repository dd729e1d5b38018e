package dev.afterimage.ledger;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Instants as text of one width, {@code 2026-01-02T03:04:05.678Z}, so that it sorts as the instants do and rows written
 * again have the size that they had; in UTC, cut to the millisecond.
 */
public final class Timestamp {
    /** The width of the day within it. */
    static final int DAY = 10;

    private static final int WIDTH = "0000-00-00T00:00:00.000Z".length();

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final int NANOS_IN_MILLI = 1_000_000;

    private Timestamp() {}

    /** The text; of an instant before the year 0 or after 9999, the nearest. */
    public static String of(Instant instant) {
        Instant at = instant.isBefore(FIRST) ? FIRST : instant.isAfter(LAST) ? LAST : instant;
        LocalDateTime time = LocalDateTime.ofEpochSecond(at.getEpochSecond(), at.getNano(), ZoneOffset.UTC);
        char[] text = "0000-00-00T00:00:00.000Z".toCharArray();
        digits(text, 0, 4, time.getYear());
        digits(text, 5, 2, time.getMonthValue());
        digits(text, 8, 2, time.getDayOfMonth());
        digits(text, 11, 2, time.getHour());
        digits(text, 14, 2, time.getMinute());
        digits(text, 17, 2, time.getSecond());
        digits(text, 20, 3, time.getNano() / NANOS_IN_MILLI);
        return new String(text);
    }

    /** The text that a place begins with, as the text of an instant. */
    public static String in(String place) {
        return place.substring(0, WIDTH);
    }

    /** The place at another time. */
    public static String at(String timestamp, String place) {
        return timestamp + place.substring(WIDTH);
    }

    private static void digits(char[] text, int start, int width, int number) {
        int rest = number;
        for (int i = start + width - 1; i >= start; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
