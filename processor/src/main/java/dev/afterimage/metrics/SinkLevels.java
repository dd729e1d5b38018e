package dev.afterimage.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** How the delivery of events fares. For one thread. */
final class SinkLevels {
    private final Totals delivered;
    private final Totals failed;
    private final Levels lag;
    private final Levels halted;

    SinkLevels(MeterRegistry registry) {
        this.delivered = new Totals("afterimage.sink.delivered", "Events delivered.", registry);
        this.failed = new Totals("afterimage.sink.failures", "Attempts to deliver that failed.", registry);
        this.lag = Levels.ofSeconds("afterimage.sink.lag", "Age of the oldest event not delivered.", registry);
        this.halted = Levels.of("afterimage.sink.halted", "1 where somebody must mend something.", registry);
    }

    void look(List<SinkFigures> sinks) {
        sinks.forEach(this::look);
        List.of(lag, halted).forEach(Levels::show);
    }

    private void look(SinkFigures sink) {
        Tags tags = Tags.of("sink", sink.sink());
        delivered.set(tags, sink.delivered());
        failed.set(tags, sink.failed());
        lag.see(tags, Names.seconds(sink.lag()));
        halted.see(tags, sink.halted() ? 1 : 0);
    }
}
