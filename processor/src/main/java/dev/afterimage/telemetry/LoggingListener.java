package dev.afterimage.telemetry;

import dev.afterimage.change.ChangeId;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.RetryCause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs what people should know of the lanes: where each begins and ends, at length why one halts, and now and then that
 * one has to retry. Thread-safe.
 */
public final class LoggingListener implements PipelineListener {
    /** One conflict or throttled request is everyday; several in a row are not. */
    private static final int EVERYDAY_ATTEMPTS = 3;

    private static final Duration BETWEEN_RETRY_WARNINGS = Duration.ofSeconds(30);
    private static final Duration BETWEEN_PARKED_ERRORS = Duration.ofSeconds(10);
    private static final Duration BETWEEN_EQUAL_ERRORS = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Logger log;
    private final Map<Lane, Complaint> retries = new ConcurrentHashMap<>();
    private final Map<Lane, Complaint> parks = new ConcurrentHashMap<>();
    private final Map<Lane, Complaint> halts = new ConcurrentHashMap<>();

    /** What was last said of a lane. */
    private record Complaint(String reason, Instant at) {}

    public LoggingListener(InstantSource clock) {
        this(clock, LoggerFactory.getLogger(LoggingListener.class));
    }

    LoggingListener(InstantSource clock, Logger log) {
        this.clock = clock;
        this.log = log;
    }

    @Override
    public void opened(Position position) {
        forget(position.lane());
        info(position.lane(), "lane {} opened at {}", position.lane(), position);
    }

    @Override
    public void alreadyApplied(Lane lane, int changes) {
        goesOn(lane);
    }

    @Override
    public void applied(CommitPlan plan, double writeUnits, Duration took) {
        goesOn(plan.to().lane());
        plan.parked().forEach(kept -> parked(plan.to().lane(), kept));
    }

    private void parked(Lane lane, CommitPlan.ParkedNotice kept) {
        String text = "lane {} has PARKED change {} for projection {}: {}. For this projection the later changes of its"
                + " item wait behind it; nothing else does. See 'parked list'";
        boolean news = isNews(parks, lane, kept.projection().value(), BETWEEN_PARKED_ERRORS);
        try (LogFields _ =
                LogFields.of(lane).and(Optional.of(kept.change().id())).and(kept.projection())) {
            log.atLevel(news ? Level.ERROR : Level.DEBUG)
                    .log(text, lane, kept.change().id(), kept.projection(), kept.reason());
        }
    }

    @Override
    public void retrying(Lane lane, RetryCause cause, String reason, int attempt, Duration delay) {
        if (attempt < EVERYDAY_ATTEMPTS) {
            log.debug("lane {} retries in {} ms: {}", lane, delay.toMillis(), reason);
        } else if (isNews(retries, lane, "", BETWEEN_RETRY_WARNINGS)) {
            try (LogFields _ = LogFields.of(lane)) {
                log.warn(
                        "lane {} was refused {} times in a row and goes on trying, next in {} ms: {}",
                        lane,
                        attempt,
                        delay.toMillis(),
                        reason);
            }
        }
    }

    @Override
    public void halted(Lane lane, Optional<ChangeId> change, String reason, Duration delay) {
        String what = change.map(id -> "change " + id + " cannot be applied").orElse("nothing can be applied");
        if (isNews(halts, lane, what + reason, BETWEEN_EQUAL_ERRORS)) {
            try (LogFields _ = LogFields.of(lane).and(change)) {
                log.error(
                        "lane {} is HALTED: {}: {}. Nothing is skipped: the lane waits, and tries again every {} s until"
                                + " this is mended",
                        lane,
                        what,
                        reason,
                        delay.toSeconds());
            }
        }
    }

    @Override
    public void closed(Lane lane) {
        forget(lane);
        info(lane, "lane {} is closed: its shard has ended and all its changes are applied", lane);
    }

    @Override
    public void left(Lane lane) {
        forget(lane);
        info(lane, "lane {} is not followed here any more", lane);
    }

    private void goesOn(Lane lane) {
        retries.remove(lane);
        if (halts.remove(lane) != null) {
            info(lane, "lane {} is no longer halted", lane);
        }
    }

    private void info(Lane lane, String text, Object... arguments) {
        try (LogFields _ = LogFields.of(lane)) {
            log.info(text, arguments);
        }
    }

    private boolean isNews(Map<Lane, Complaint> said, Lane lane, String reason, Duration silence) {
        Complaint before = said.get(lane);
        Instant now = clock.instant();
        if (before != null
                && before.reason().equals(reason)
                && now.isBefore(before.at().plus(silence))) {
            return false;
        }
        said.put(lane, new Complaint(reason, now));
        return true;
    }

    private void forget(Lane lane) {
        retries.remove(lane);
        halts.remove(lane);
        parks.remove(lane);
    }
}
