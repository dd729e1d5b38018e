package dev.afterimage.telemetry;

import dev.afterimage.delivery.DeliveryListener;
import dev.afterimage.delivery.Progress;
import dev.afterimage.delivery.SinkName;
import dev.afterimage.delivery.Trouble;
import dev.afterimage.expiry.EventId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what people should know of the sinks: where each begins and ends, and what keeps it from going on. Thread-safe. */
public final class LoggingDeliveries implements DeliveryListener {
    /** One failed attempt is everyday; several in a row are not. */
    private static final int EVERYDAY_ATTEMPTS = 3;

    private static final Duration BETWEEN_WARNINGS = Duration.ofSeconds(30);
    private static final Duration BETWEEN_EQUAL_ERRORS = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Logger log;
    private final Map<SinkName, Complaint> complaints = new ConcurrentHashMap<>();

    /** What was last said of a sink. */
    private record Complaint(String reason, Instant at) {}

    public LoggingDeliveries(InstantSource clock) {
        this(clock, LoggerFactory.getLogger(LoggingDeliveries.class));
    }

    LoggingDeliveries(InstantSource clock, Logger log) {
        this.clock = clock;
        this.log = log;
    }

    @Override
    public void began(SinkName sink, Progress progress) {
        log.info(
                "delivering to sink {} {}",
                sink,
                progress.recordedAt().map(at -> "what was recorded after " + at).orElse("from its beginning"));
    }

    @Override
    public void delivered(SinkName sink, int events) {
        if (complaints.remove(sink) != null) {
            log.info("sink {} goes on", sink);
        }
    }

    @Override
    public void retrying(SinkName sink, String reason, int attempt, Duration delay) {
        if (attempt < EVERYDAY_ATTEMPTS) {
            log.debug("sink {} is tried again in {} ms: {}", sink, delay.toMillis(), reason);
        } else if (isNews(sink, "", BETWEEN_WARNINGS)) {
            log.warn(
                    "sink {} has taken nothing {} times in a row and is tried on, next in {} ms: {}",
                    sink,
                    attempt,
                    delay.toMillis(),
                    reason);
        }
    }

    @Override
    public void halted(SinkName sink, Trouble trouble, Duration delay) {
        if (isNews(sink, trouble.reason(), BETWEEN_EQUAL_ERRORS)) {
            log.error(
                    "sink {} is HALTED{}: {}. Nothing is skipped: it is tried again every {} s{}",
                    sink,
                    trouble.event().map(event -> " at event " + event).orElse(""),
                    trouble.reason(),
                    delay.toSeconds(),
                    trouble.event()
                            .map(event -> "; 'expirations skip " + sink + " " + event + "' leaves the event out")
                            .orElse(" until this is mended"));
        }
    }

    @Override
    public void skipped(SinkName sink, EventId event, String reason) {
        complaints.remove(sink);
        log.warn("sink {} has SKIPPED event {}, which it refuses: {}", sink, event, reason);
    }

    @Override
    public void left(SinkName sink) {
        complaints.remove(sink);
        log.info("sink {} is not delivered to here any more", sink);
    }

    private boolean isNews(SinkName sink, String reason, Duration silence) {
        Complaint before = complaints.get(sink);
        Instant now = clock.instant();
        if (before != null
                && before.reason().equals(reason)
                && now.isBefore(before.at().plus(silence))) {
            return false;
        }
        complaints.put(sink, new Complaint(reason, now));
        return true;
    }
}
