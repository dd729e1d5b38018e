package dev.afterimage.backfill;

import java.time.Duration;

/** How long a reader waits after what it has used, so that it uses no more than its share in the long run. Pure. */
record Pace(double unitsASecond) {
    /** Whoever uses so much at once would be felt by others, so a page uses no more than a second's share if it can. */
    private static final int MOST_ITEMS = 100;

    /** How many items to read at once, where one uses so many units as the last ones did. */
    int items(double unitsOfOne) {
        double fitting = unitsASecond / Math.max(unitsOfOne, 0.5);
        return (int) Math.clamp(fitting, 1, MOST_ITEMS);
    }

    /** How long to wait after so many units were used and so much time has passed since the wait before. */
    Duration after(double units, Duration passed) {
        Duration due = Duration.ofNanos((long) (units / unitsASecond * 1e9));
        return due.compareTo(passed) > 0 ? due.minus(passed) : Duration.ZERO;
    }

    /** As many as a page takes, and no wait. */
    static Pace unlimited() {
        return new Pace(Double.MAX_VALUE);
    }
}
