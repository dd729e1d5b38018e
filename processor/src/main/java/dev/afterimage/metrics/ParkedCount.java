package dev.afterimage.metrics;

import dev.afterimage.commit.CommitPlan;
import dev.afterimage.item.TableName;
import dev.afterimage.parking.Marker;
import dev.afterimage.pipeline.PipelineListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what waits in the parking lot: once a minute, since it costs a query for each table, and sooner where something was
 * parked here. Run it every few seconds. Thread-safe.
 */
public final class ParkedCount implements Runnable, PipelineListener {
    static final Duration USUALLY = Duration.ofMinutes(1);
    static final Duration SOON = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(ParkedCount.class);

    private final Function<TableName, List<Marker>> markers;
    private final List<ParkedQueue> queues;
    private final InstantSource clock;
    private volatile Map<ParkedQueue, Waiting> counted = Map.of();
    private volatile boolean parked;
    private volatile boolean stale;
    private Optional<Instant> last = Optional.empty();

    /**
     * A count that begins with the first run.
     *
     * @param markers those of a table, by a query
     * @param queues where something may wait; of these it is told, too, that nothing does
     */
    public ParkedCount(Function<TableName, List<Marker>> markers, List<ParkedQueue> queues, InstantSource clock) {
        this.markers = markers;
        this.queues = List.copyOf(queues);
        this.clock = clock;
    }

    /** What waited when it was last counted; empty where it could not be counted. */
    Map<ParkedQueue, Waiting> counted() {
        return counted;
    }

    @Override
    public void applied(CommitPlan plan, double writeUnits, Duration took) {
        if (!plan.parked().isEmpty()) {
            parked = true;
        }
    }

    /** How many changes waited, in all queues, when they were last counted. */
    public long changes() {
        return counted.values().stream().mapToLong(Waiting::changes).sum();
    }

    /** Has the next run count. */
    public void stale() {
        stale = true;
    }

    @Override
    public synchronized void run() {
        Instant now = clock.instant();
        Duration pause = parked ? SOON : USUALLY;
        if (!stale && last.filter(at -> now.isBefore(at.plus(pause))).isPresent()) {
            return;
        }
        parked = false;
        stale = false;
        counted = count();
        last = Optional.of(clock.instant());
    }

    private Map<ParkedQueue, Waiting> count() {
        try {
            List<TableName> tables =
                    queues.stream().map(ParkedQueue::table).distinct().toList();
            List<Marker> found = tables.stream()
                    .flatMap(table -> markers.apply(table).stream())
                    .toList();
            return Waiting.sum(queues, found);
        } catch (RuntimeException unreadable) {
            LOG.warn("what is parked cannot be counted, and is in no figure for now: {}", unreadable.toString());
            return Map.of();
        }
    }
}
