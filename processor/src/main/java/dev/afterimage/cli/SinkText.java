package dev.afterimage.cli;

import dev.afterimage.delivery.Progress;
import dev.afterimage.delivery.SinkLine;
import dev.afterimage.delivery.SinkStatus;
import dev.afterimage.delivery.Trouble;
import dev.afterimage.telemetry.Elapsed;
import dev.afterimage.telemetry.SinkJson;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;

/** How sinks are written. */
final class SinkText {
    private static final String NONE = "-";

    private final List<SinkLine> sinks;
    private final Instant now;

    SinkText(List<SinkLine> sinks, Instant now) {
        this.sinks = List.copyOf(sinks);
        this.now = now;
    }

    TextTable table() {
        TextTable table = new TextTable("SINK", "TYPE", "STATE", "WORKER", "DELIVERED", "LAG", "TROUBLE");
        sinks.forEach(sink -> table.row(
                sink.name().value(),
                sink.type().orElse(NONE),
                sink.state(),
                sink.status().flatMap(status -> status.state().holder()).orElse(NONE),
                sink.progress().map(SinkText::delivered).orElse(NONE),
                sink.status().map(this::lag).orElse(NONE),
                sink.trouble().map(this::trouble).orElse(NONE)));
        return table;
    }

    void json(PrintWriter out) {
        sinks.forEach(sink -> JsonLine.print(out, json -> SinkJson.write(sink, now, json)));
    }

    private static String delivered(Progress progress) {
        return progress.delivered() + (progress.skipped() > 0 ? " (" + progress.skipped() + " skipped)" : "");
    }

    private String lag(SinkStatus status) {
        return status.waiting().isEmpty() ? "none" : Elapsed.inWords(status.lag(now));
    }

    private String trouble(Trouble trouble) {
        return trouble.event().map(event -> "event " + event + ": ").orElse("") + trouble.reason() + " ("
                + trouble.attempts() + " times since " + trouble.since() + ")";
    }
}
