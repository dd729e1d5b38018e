package dev.afterimage.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs a worker's numbers as one line of JSON each time it is run, for whatever makes metrics of logs, such as a metric
 * filter of CloudWatch. What happened is counted from the line before on. For one thread.
 */
public final class MetricsLog implements Runnable {
    /** A logger of its own, whose lines stand alone, without time and level. */
    private static final Logger LOG = LoggerFactory.getLogger("metrics");

    private final Supplier<Tallies> tallies;
    private final Supplier<Freshness> freshness;
    private final Logger log;
    private Counts logged = Counts.NONE;

    public MetricsLog(Supplier<Tallies> tallies, Supplier<Freshness> freshness) {
        this(tallies, freshness, LOG);
    }

    MetricsLog(Supplier<Tallies> tallies, Supplier<Freshness> freshness, Logger log) {
        this.tallies = tallies;
        this.freshness = freshness;
        this.log = log;
    }

    @Override
    public void run() {
        Tallies now = tallies.get();
        log.info(line(now, freshness.get()));
        logged = now.totals();
    }

    private String line(Tallies now, Freshness fresh) {
        Counts totals = now.totals();
        Duration age = fresh.oldest().flatMap(LaneFreshness::age).orElse(Duration.ZERO);
        Instant read = fresh.longestUnread().orElse(fresh.at());
        return String.format(
                Locale.ROOT,
                "{\"afterimage\":\"metrics\",\"lag_seconds\":%d,\"until_loss_seconds\":%d,\"unread_seconds\":%d,\"lanes\":%d,"
                        + "\"halted_lanes\":%d,\"applied\":%d,\"parked\":%d,\"retries\":%d,\"write_units\":%.1f}",
                age.toSeconds(),
                Math.max(0, FreshnessRules.KEPT.minus(age).toSeconds()),
                Math.max(0, Duration.between(read, fresh.at()).toSeconds()),
                now.followed().size(),
                now.halted().size(),
                totals.applied() - logged.applied(),
                totals.parked() - logged.parked(),
                totals.retries() - logged.retries(),
                totals.writeUnits() - logged.writeUnits());
    }
}
