package dev.afterimage.telemetry;

import dev.afterimage.due.AnnouncerListener;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs who tells what is due, and what keeps it from being told. Thread-safe. */
public final class LoggingAnnouncements implements AnnouncerListener {
    private static final Logger LOG = LoggerFactory.getLogger(LoggingAnnouncements.class);

    /** One failed attempt is everyday; the next come more and more slowly. */
    private static final int EVERYDAY_ATTEMPTS = 3;

    @Override
    public void began() {
        LOG.info("telling what is due, at its second");
    }

    @Override
    public void told(int items) {
        LOG.debug("{} items are due", items);
    }

    @Override
    public void failed(String reason, int attempt, Duration delay) {
        if (attempt < EVERYDAY_ATTEMPTS) {
            LOG.debug("what is due cannot be told, next attempt in {} ms: {}", delay.toMillis(), reason);
        } else {
            LOG.warn(
                    "what is due could not be told {} times in a row, and is told late; next attempt in {} ms: {}",
                    attempt,
                    delay.toMillis(),
                    reason);
        }
    }

    @Override
    public void left() {
        LOG.info("telling what is due no more");
    }
}
