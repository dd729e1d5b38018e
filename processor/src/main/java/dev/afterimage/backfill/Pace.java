package dev.afterimage.backfill;

import java.time.Duration;

/**
 * How much a reader reads at once and how long it waits afterwards, so that it uses no more than its share in the long run.
 * Pure.
 */
record Pace(double unitsASecond, double itemsASecond) {
    private static final double NO_LIMIT = Double.MAX_VALUE;
    private static final int MOST_ITEMS = 1_000;

    /** Between two pages a reader says that it is still there, long before others would take its segment over. */
    private static final Duration LONGEST = Segment.LEASE.dividedBy(5);

    /**
     * What an item costs.
     *
     * @param units how many read units
     * @param time how long it takes to read and load it
     */
    record Cost(double units, Duration time) {
        /** Before anything was read: cautious. */
        static final Cost UNKNOWN = new Cost(1, LONGEST.dividedBy(100));

        /** That of these items, each. */
        static Cost of(int items, double units, Duration took) {
            return new Cost(units / items, took.dividedBy(items));
        }
    }

    /** As many as a page takes, and no wait. */
    static Pace unlimited() {
        return new Pace(NO_LIMIT, NO_LIMIT);
    }

    /** That of one reader, while so many read. */
    static Pace of(ScanSettings settings, int reading) {
        int readers = Math.max(1, reading);
        return new Pace(share(settings.readUnits(), readers), share(settings.itemsASecond(), readers));
    }

    private static double share(int limit, int readers) {
        return limit == 0 ? NO_LIMIT : (double) limit / readers;
    }

    /** How many items to read at once: no more than a second's share, and than are loaded in time. */
    int items(Cost ofOne) {
        double forUnits = unitsASecond / Math.max(ofOne.units(), 0.5);
        double inTime = (double) LONGEST.toNanos() / Math.max(1, ofOne.time().toNanos());
        return (int) Math.clamp(Math.min(Math.min(forUnits, itemsASecond), inTime), 1, MOST_ITEMS);
    }

    /** How long to wait after so much was read, and so much time has passed since the wait before. */
    Duration after(int items, double units, Duration passed) {
        double seconds = Math.max(units / unitsASecond, items / itemsASecond);
        Duration due = Duration.ofNanos((long) (seconds * 1e9));
        return due.compareTo(passed) > 0 ? due.minus(passed) : Duration.ZERO;
    }
}
