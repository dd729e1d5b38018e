package dev.afterimage.metrics;

import dev.afterimage.change.Change;
import dev.afterimage.change.Expiry;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.expiry.Lateness;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.RetryCause;
import dev.afterimage.projection.ProjectionName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Measures what happens in the lanes, beside what tallies count. Thread-safe, and fast: it is told of each commit. */
final class LaneMeters implements PipelineListener {
    private static final long[] BOUNDS = {5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000};

    private final MeterRegistry registry;
    private final Map<TableName, Timers> tables = new ConcurrentHashMap<>();

    /** Those of one table. */
    private record Timers(Timer commits, Timer lateness) {}

    /** Meters of these tables and of what else may come; these are shown from the start. */
    LaneMeters(List<TableName> tables, MeterRegistry registry) {
        this.registry = registry;
        for (TableName table : tables) {
            timers(table);
            List.of(RetryCause.values()).forEach(cause -> retries(table, cause));
        }
    }

    @Override
    public void applied(CommitPlan plan, double writeUnits, Duration took) {
        Timers timers = timers(plan.to().lane().table());
        timers.commits.record(took);
        for (CommitPlan.ParkedNotice kept : plan.parked()) {
            parkings(kept.change().table(), kept.projection()).increment();
        }
        for (Change change : plan.completed()) {
            if (change instanceof Change.Expired expired) {
                expired(expired, timers.lateness);
            }
        }
    }

    @Override
    public void retrying(Lane lane, RetryCause cause, String reason, int attempt, Duration delay) {
        retries(lane.table(), cause).increment();
    }

    private void expired(Change.Expired change, Timer lateness) {
        expirations(change.table(), change.expiry().origin()).increment();
        change.expiry()
                .due()
                .map(due -> Duration.between(due, change.changedAt()))
                .ifPresent(late -> lateness.record(late.isNegative() ? Duration.ZERO : late));
    }

    private Timers timers(TableName table) {
        return tables.computeIfAbsent(table, key -> new Timers(commits(key), lateness(key)));
    }

    private Timer commits(TableName table) {
        return Timer.builder("afterimage.commit.duration")
                .description("How long commits took that took effect.")
                .serviceLevelObjectives(Names.millis(BOUNDS))
                .tags(Names.of(table))
                .register(registry);
    }

    private Timer lateness(TableName table) {
        return Timer.builder("afterimage.expiry.lateness")
                .description("How long after they were due items were deleted.")
                .serviceLevelObjectives(Lateness.BOUNDS.toArray(Duration[]::new))
                .tags(Names.of(table))
                .register(registry);
    }

    private Counter retries(TableName table, RetryCause cause) {
        return Counter.builder("afterimage.retries")
                .description("Attempts that failed in a way that passes by itself.")
                .tags(Names.of(table))
                .tag("cause", cause.text())
                .register(registry);
    }

    private Counter parkings(TableName table, ProjectionName projection) {
        return Counter.builder("afterimage.parkings")
                .description("Changes kept for a projection, counted for each projection.")
                .tags(Names.of(table))
                .tag(Names.PROJECTION, projection.value())
                .register(registry);
    }

    private Counter expirations(TableName table, Expiry.Origin origin) {
        return Counter.builder("afterimage.expirations")
                .description("Items that DynamoDB deleted since they were due.")
                .tags(Names.of(table))
                .tag("origin", Names.text(origin))
                .register(registry);
    }
}
