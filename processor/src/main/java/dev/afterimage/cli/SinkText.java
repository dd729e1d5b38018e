package dev.afterimage.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.config.SinkConfig;
import dev.afterimage.delivery.Progress;
import dev.afterimage.delivery.SinkName;
import dev.afterimage.delivery.SinkState;
import dev.afterimage.delivery.SinkStatus;
import dev.afterimage.delivery.Trouble;
import dev.afterimage.telemetry.Elapsed;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How the sinks are written, those that are configured and those to which anything was ever delivered. */
final class SinkText {
    private static final String NONE = "-";

    private final Map<SinkName, Sink> sinks = new TreeMap<>();
    private final Instant now;

    /** A sink; it may be configured no more, or not begun yet. */
    private record Sink(Optional<SinkConfig> config, Optional<SinkStatus> status) {
        Optional<Progress> progress() {
            return status.map(SinkStatus::state).map(SinkState::progress);
        }

        Optional<Trouble> trouble() {
            return progress().flatMap(Progress::trouble);
        }

        String state() {
            if (config.isEmpty()) {
                return "not configured";
            }
            return status.isEmpty()
                    ? "not begun"
                    : trouble().map(trouble -> trouble.halted() ? "HALTED" : "retrying").orElse("ok");
        }

        String type() {
            return config.map(SinkConfig::target)
                    .map(target -> switch (target) {
                        case SinkConfig.Target.Webhook _ -> "webhook";
                        case SinkConfig.Target.Sqs _ -> "sqs";
                        case SinkConfig.Target.Sns _ -> "sns";
                        case SinkConfig.Target.EventBridge _ -> "eventbridge";
                    })
                    .orElse(NONE);
        }
    }

    SinkText(List<SinkConfig> configured, List<SinkStatus> known, Instant now) {
        this.now = now;
        configured.forEach(config -> sinks.put(config.name(), new Sink(Optional.of(config), Optional.empty())));
        known.forEach(status -> sinks.merge(
                status.state().name(),
                new Sink(Optional.empty(), Optional.of(status)),
                (one, other) -> new Sink(one.config(), other.status())));
    }

    TextTable table() {
        TextTable table = new TextTable("SINK", "TYPE", "STATE", "WORKER", "DELIVERED", "LAG", "TROUBLE");
        sinks.forEach((name, sink) -> table.row(
                name.value(),
                sink.type(),
                sink.state(),
                sink.status().flatMap(status -> status.state().holder()).orElse(NONE),
                sink.progress().map(SinkText::delivered).orElse(NONE),
                sink.status().map(this::lag).orElse(NONE),
                sink.trouble().map(this::trouble).orElse(NONE)));
        return table;
    }

    void json(PrintWriter out) {
        sinks.forEach((name, sink) -> JsonLine.print(out, json -> {
            json.writeStringField("sink", name.value());
            json.writeStringField("type", sink.type());
            json.writeStringField("state", sink.state());
            if (sink.status().isPresent()) {
                json(sink.status().get(), json);
            }
        }));
    }

    private void json(SinkStatus status, JsonGenerator json) throws IOException {
        Progress progress = status.state().progress();
        optional(json, "worker", status.state().holder());
        json.writeStringField("cursor", progress.cursor().token());
        optional(json, "recorded_at", progress.recordedAt().map(Instant::toString));
        optional(json, "delivered_at", progress.deliveredAt().map(Instant::toString));
        json.writeNumberField("delivered", progress.delivered());
        json.writeNumberField("skipped", progress.skipped());
        optional(json, "waiting_since", status.waiting().map(Instant::toString));
        json.writeNumberField("lag_seconds", status.lag(now).toSeconds());
        if (progress.trouble().isPresent()) {
            Trouble trouble = progress.trouble().get();
            json.writeStringField("trouble", trouble.reason());
            json.writeBooleanField("halted", trouble.halted());
            json.writeStringField("trouble_since", trouble.since().toString());
            json.writeNumberField("attempts", trouble.attempts());
            optional(json, "refused_event", trouble.event().map(Object::toString));
        }
    }

    private static String delivered(Progress progress) {
        return progress.delivered() + (progress.skipped() > 0 ? " (" + progress.skipped() + " skipped)" : "");
    }

    private String lag(SinkStatus status) {
        return status.waiting().isEmpty() ? "none" : Elapsed.inWords(status.lag(now));
    }

    private String trouble(Trouble trouble) {
        return trouble.event().map(event -> "event " + event + ": ").orElse("")
                + trouble.reason() + " (" + trouble.attempts() + " times since " + trouble.since() + ")";
    }

    private static void optional(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        } else {
            json.writeNullField(name);
        }
    }
}
