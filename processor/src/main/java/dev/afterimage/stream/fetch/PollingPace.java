package dev.afterimage.stream.fetch;

import dev.afterimage.stream.StreamReader;
import java.time.Duration;

/**
 * How long to wait before the next read of a shard: not at all after a large page, since there is more; a while after a
 * failed read; else the idle time, which grows as long as nothing comes. Pure.
 *
 * @param idle the wait after a page that is not large, and after the first empty ones
 * @param longestIdle no wait is longer after any number of empty pages
 * @param maxRecords the most records of a page
 */
public record PollingPace(Duration idle, Duration longestIdle, int maxRecords) {
    static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    static final Duration AFTER_END = Duration.ofSeconds(1);

    private static final int LARGE_PART = 4;

    /** A page ends at 1 MB, too, so one of large records holds few. */
    private static final long LARGE_BYTES = 256 * 1024;

    private static final int MOST_DOUBLINGS = 16;

    public PollingPace {
        if (longestIdle.compareTo(idle) < 0) {
            throw new IllegalArgumentException("a longest wait of " + longestIdle + " is below the usual one, " + idle);
        }
    }

    /** The wait after a page of so many records and bytes, where so many records had been asked for. */
    Duration after(int records, long bytes, int asked) {
        boolean large = records >= Math.max(1, asked / LARGE_PART) || bytes >= LARGE_BYTES;
        return large ? Duration.ZERO : idle;
    }

    /** The wait after so many empty pages in a row. */
    Duration afterEmpty(int pages) {
        int doublings = Math.clamp(pages - StreamReader.EMPTY_PAGES_AT_TIP, 0, MOST_DOUBLINGS);
        Duration grown = idle.multipliedBy(1L << doublings);
        return grown.compareTo(longestIdle) > 0 ? longestIdle : grown;
    }
}
