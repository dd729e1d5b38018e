package dev.afterimage.console.expiry;

import dev.afterimage.delivery.SinkLine;
import dev.afterimage.delivery.SinkStatus;
import dev.afterimage.telemetry.Elapsed;
import java.time.Instant;
import java.util.List;

/** The sinks as a page shows them at a moment. */
public record SinkView(List<SinkLine> sinks, Instant now) {
    public SinkView {
        sinks = List.copyOf(sinks);
    }

    /** How far a sink is behind. */
    public String lag(SinkStatus status) {
        return status.waiting().isEmpty() ? "none" : Elapsed.inWords(status.lag(now));
    }
}
