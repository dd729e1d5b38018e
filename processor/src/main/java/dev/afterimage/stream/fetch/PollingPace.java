package dev.afterimage.stream.fetch;

import java.time.Duration;
import software.amazon.kinesis.retrieval.polling.SleepTimeController;
import software.amazon.kinesis.retrieval.polling.SleepTimeControllerConfig;

/**
 * How long to wait before the next read of a shard: not at all after a large page, since there is more; a while after a
 * failed read; else the idle time.
 */
public final class PollingPace implements SleepTimeController {
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    /** A page ends at 1 MB, too, so one of large records is never full. */
    private static final int LARGE_PART = 4;

    private final Duration idle;
    private final int largePage;

    /** A pace with this idle time, for pages of at most so many records. */
    public PollingPace(Duration idle, int fullPage) {
        this.idle = idle;
        this.largePage = Math.max(2, fullPage / LARGE_PART);
    }

    @Override
    public long getSleepTimeMillis(SleepTimeControllerConfig last) {
        Integer records = last.lastRecordsCount();
        if (records == null) {
            return AFTER_FAILURE.toMillis();
        }
        return records >= largePage ? 0 : idle.toMillis();
    }
}
