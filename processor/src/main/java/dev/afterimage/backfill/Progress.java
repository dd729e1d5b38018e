package dev.afterimage.backfill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far a backfill is. Pure.
 *
 * @param read how many items were read
 * @param loaded how many of these were loaded; changes had come first for the others
 * @param expected how many there are in all, roughly
 * @param share how much of them is read, from 0 to 1
 * @param perSecond how many were read a second so far, pauses included
 * @param left how long it takes at that rate; empty where that cannot be said
 */
public record Progress(long read, long loaded, long expected, double share, double perSecond, Optional<Duration> left) {
    /**
     * Reckons it.
     *
     * @param roughly how many items the table holds, as DynamoDB counted last
     */
    public static Progress of(Backfill backfill, List<Segment> all, long roughly, Instant now) {
        List<Segment> segments = all.stream()
                .filter(segment -> segment.generation().equals(backfill.generation()))
                .toList();
        long read = segments.stream()
                .filter(segment -> !segment.isOfLog(backfill))
                .mapToLong(Segment::read)
                .sum();
        long loaded = segments.stream().mapToLong(Segment::loaded).sum();
        boolean over = !segments.isEmpty() && segments.stream().allMatch(Segment::done);
        long expected = over ? read : Math.max(roughly, read);
        Duration passed =
                Duration.between(backfill.startedAt(), backfill.scannedAt().orElse(now));
        double perSecond = passed.toMillis() > 0 ? read * 1_000.0 / passed.toMillis() : 0;
        double share = over ? 1 : expected == 0 ? 0 : (double) read / expected;
        Optional<Duration> left = backfill.state() == BackfillState.SCANNING && perSecond > 0 && !over
                ? Optional.of(Duration.ofSeconds((long) ((expected - read) / perSecond)))
                : Optional.empty();
        return new Progress(read, loaded, expected, share, perSecond, left);
    }
}
