package dev.afterimage.expiry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How late items were deleted, as a histogram. Immutable.
 *
 * @param counts for each of the {@link #BOUNDS} how many deletions were that late at most and later than the bound before;
 *     and then how many were later than all bounds
 * @param sum of all of them; deletions before their time count as no time
 * @param longest none where nothing is counted
 */
public record Lateness(List<Long> counts, Duration sum, Optional<Duration> longest) {
    /** DynamoDB says that it deletes within a few days; most go within hours. */
    public static final List<Duration> BOUNDS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofHours(24),
            Duration.ofHours(48));

    /** Nothing counted. */
    public static final Lateness NONE = of(new long[BOUNDS.size() + 1], Duration.ZERO, Optional.empty());

    public Lateness {
        counts = List.copyOf(counts);
        if (counts.size() != BOUNDS.size() + 1) {
            throw new IllegalArgumentException("there are " + BOUNDS.size() + " bounds, and so one count more");
        }
    }

    /**
     * One bar of the histogram.
     *
     * @param above later than this; empty for the first
     * @param upTo this late at most; empty for the last
     */
    public record Bar(Optional<Duration> above, Optional<Duration> upTo, long count) {}

    /** Of the events of which it is known how late they were. */
    public static Lateness of(Stream<? extends ExpiryEvent> events) {
        long[] counts = new long[BOUNDS.size() + 1];
        List<Duration> known = events.flatMap(event -> event.lateness().stream())
                .map(Lateness::atLeastNone)
                .toList();
        known.forEach(late -> counts[place(late)]++);
        return of(
                counts,
                known.stream().reduce(Duration.ZERO, Duration::plus),
                known.stream().max(Duration::compareTo));
    }

    /** Both together. */
    public Lateness plus(Lateness other) {
        long[] both = new long[counts.size()];
        Arrays.setAll(both, place -> counts.get(place) + other.counts.get(place));
        return of(
                both,
                sum.plus(other.sum),
                Stream.concat(longest.stream(), other.longest.stream()).max(Duration::compareTo));
    }

    /** How many deletions are counted. */
    public long count() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    public List<Bar> bars() {
        List<Bar> bars = new ArrayList<>(counts.size());
        for (int place = 0; place < counts.size(); place++) {
            bars.add(new Bar(bound(place - 1), bound(place), counts.get(place)));
        }
        return bars;
    }

    private static Optional<Duration> bound(int place) {
        return place < 0 || place == BOUNDS.size() ? Optional.empty() : Optional.of(BOUNDS.get(place));
    }

    private static int place(Duration late) {
        int place = 0;
        while (place < BOUNDS.size() && late.compareTo(BOUNDS.get(place)) > 0) {
            place++;
        }
        return place;
    }

    private static Duration atLeastNone(Duration late) {
        return late.isNegative() ? Duration.ZERO : late;
    }

    private static Lateness of(long[] counts, Duration sum, Optional<Duration> longest) {
        return new Lateness(Arrays.stream(counts).boxed().toList(), sum, longest);
    }
}
