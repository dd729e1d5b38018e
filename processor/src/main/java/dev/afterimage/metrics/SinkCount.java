package dev.afterimage.metrics;

import dev.afterimage.delivery.DeliveryListener;
import dev.afterimage.delivery.SinkName;
import dev.afterimage.delivery.SinkStatus;
import dev.afterimage.delivery.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what this worker delivers to sinks, and looks now and then how far each sink is, whoever delivers to it. Thread-safe.
 */
public final class SinkCount implements Runnable, DeliveryListener {
    static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(SinkCount.class);

    private final List<SinkName> sinks;
    private final Supplier<List<SinkStatus>> statuses;
    private final InstantSource clock;
    private final Map<SinkName, Counted> counts = new ConcurrentHashMap<>();
    private volatile Map<SinkName, SinkStatus> seen = Map.of();
    private Optional<Instant> last = Optional.empty();

    private record Counted(LongAdder delivered, LongAdder failed) {}

    /** A count of these sinks; others may be stored, to which nobody delivers any more. */
    public SinkCount(Collection<SinkName> sinks, Supplier<List<SinkStatus>> statuses, InstantSource clock) {
        this.sinks = sinks.stream().sorted().toList();
        this.statuses = statuses;
        this.clock = clock;
    }

    /** How each sink fares, as far as it was seen. */
    public List<SinkFigures> figures() {
        Instant now = clock.instant();
        return sinks.stream().map(sink -> figures(sink, now)).toList();
    }

    private SinkFigures figures(SinkName sink, Instant now) {
        Optional<SinkStatus> status = Optional.ofNullable(seen.get(sink));
        Counted counted = counted(sink);
        return new SinkFigures(
                sink.value(),
                status.map(known -> known.lag(now)).orElse(Duration.ZERO),
                counted.delivered.sum(),
                counted.failed.sum(),
                status.flatMap(known -> known.state().progress().trouble())
                        .filter(Trouble::halted)
                        .isPresent());
    }

    @Override
    public void delivered(SinkName sink, int events) {
        counted(sink).delivered.add(events);
    }

    @Override
    public void retrying(SinkName sink, String reason, int attempt, Duration delay) {
        counted(sink).failed.increment();
    }

    @Override
    public void halted(SinkName sink, Trouble trouble, Duration delay) {
        counted(sink).failed.increment();
    }

    private Counted counted(SinkName sink) {
        return counts.computeIfAbsent(sink, name -> new Counted(new LongAdder(), new LongAdder()));
    }

    @Override
    public synchronized void run() {
        Instant now = clock.instant();
        if (sinks.isEmpty() || last.filter(at -> now.isBefore(at.plus(PAUSE))).isPresent()) {
            return;
        }
        last = Optional.of(now);
        try {
            seen = statuses.get().stream()
                    .collect(Collectors.toUnmodifiableMap(
                            status -> status.state().name(), status -> status));
        } catch (RuntimeException unreadable) {
            LOG.warn("how far sinks are cannot be read, and figures keep what they were: {}", unreadable.toString());
        }
    }
}
