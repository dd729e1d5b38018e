package dev.afterimage.ledger;

import dev.afterimage.change.SequenceNumber;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the entries of a log stand that is read in the order of time: in buckets, each a partition, of one day each. A
 * day has several, since one partition takes no more than 1,000 writes of 1 KB a second, and an index that cannot keep up
 * would throttle the commits.
 *
 * @param prefix what comes before the day in a bucket's name; each prefix is a log of its own
 */
public record Buckets(String prefix) {
    /** How many buckets a day has. Entries stay where they were written, so it may grow but never shrink. */
    public static final int A_DAY = 8;

    /** Follows every place and its parts, and nothing else. */
    private static final String AFTER = "~";

    /** The bucket of an entry: its time decides on the day, its item on which of the day's buckets. */
    public String bucket(String timestamp, String item) {
        return name(timestamp.substring(0, Timestamp.DAY), Math.floorMod(item.hashCode(), A_DAY));
    }

    /** The bucket of the same items on the day of another time; of a log whose buckets have no prefix. */
    public static String at(String timestamp, String bucket) {
        return timestamp.substring(0, Timestamp.DAY) + bucket.substring(Timestamp.DAY);
    }

    /** An entry's place within its bucket: by time, then by sequence number, then by what tells two such apart. */
    public static String place(String timestamp, SequenceNumber sequence, String distinction) {
        return timestamp + "#" + sequence.padded() + "#" + distinction;
    }

    /** The names of a day's buckets. */
    public List<String> of(LocalDate day) {
        return IntStream.range(0, A_DAY)
                .mapToObj(number -> name(day.toString(), number))
                .toList();
    }

    /** The first and the last possible place that a page may hold. */
    public record Bounds(String first, String last) {
        public static Bounds of(TimeRange range, PageRequest page) {
            String first = Timestamp.of(range.from());
            String last = Timestamp.of(range.until());
            if (page.after().isEmpty()) {
                return new Bounds(first, last);
            }
            String place = place(page.after().get());
            return switch (page.order()) {
                case OLDEST_FIRST -> new Bounds(later(first, place + AFTER), last);
                case NEWEST_FIRST -> new Bounds(first, place.compareTo(last) < 0 ? place : last);
            };
        }

        private static String place(Cursor cursor) {
            try {
                day(cursor.place());
                return cursor.place();
            } catch (DateTimeException | IndexOutOfBoundsException foreign) {
                throw new IllegalArgumentException(
                        "'" + cursor.shown() + "' is no cursor of this log: hand back what a page gave", foreign);
            }
        }

        public LocalDate firstDay() {
            return day(first);
        }

        public LocalDate lastDay() {
            return day(last);
        }

        public boolean empty() {
            return first.compareTo(last) >= 0;
        }

        private static String later(String left, String right) {
            return left.compareTo(right) < 0 ? right : left;
        }

        private static LocalDate day(String place) {
            return LocalDate.parse(place.substring(0, Timestamp.DAY));
        }
    }

    /** A cursor behind all of a day's places. */
    public static Cursor behind(LocalDate day, Order order) {
        Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        return switch (order) {
            case OLDEST_FIRST ->
                Cursor.of(Timestamp.of(
                        day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(1)));
            case NEWEST_FIRST -> Cursor.of(Timestamp.of(start));
        };
    }

    private String name(String day, int number) {
        return prefix + day + "#" + number;
    }
}
