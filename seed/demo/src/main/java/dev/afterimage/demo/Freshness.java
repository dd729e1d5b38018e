package dev.afterimage.demo;

import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.seed.traffic.TrafficListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Measures how long it takes from a write to its derived rows: between the moment in which DynamoDB acknowledged the
 * write and the one in which its change was committed. The stream's own times are of no use for this, since the embedded
 * DynamoDB gives them to the minute. Thread-safe.
 */
final class Freshness implements TrafficListener, PipelineListener {
    private final InstantSource clock;
    private final Map<Written, Instant> waiting = new ConcurrentHashMap<>();
    private volatile Optional<Duration> last = Optional.empty();
    private volatile Optional<Instant> first = Optional.empty();

    private record Written(TableName table, ItemKey key) {}

    Freshness(InstantSource clock) {
        this.clock = clock;
    }

    /** Of the change that was committed last; empty before the first. */
    Optional<Duration> last() {
        return last;
    }

    /** When the first change of all was committed. */
    Optional<Instant> first() {
        return first;
    }

    @Override
    public void acknowledged(TableName table, ItemKey key, Instant at) {
        waiting.putIfAbsent(new Written(table, key), at);
    }

    @Override
    public void applied(CommitPlan plan, double writeUnits, Duration took) {
        Instant now = clock.instant();
        first = first.or(() -> Optional.of(now));
        for (Change change : plan.completed()) {
            Instant written = waiting.remove(new Written(change.table(), change.key()));
            if (written != null) {
                last = Optional.of(Duration.between(written, now));
            }
        }
    }
}
