package dev.afterimage.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.delivery.Progress;
import dev.afterimage.delivery.SinkLine;
import dev.afterimage.delivery.SinkStatus;
import dev.afterimage.delivery.Trouble;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** How a sink is written as JSON. */
public final class SinkJson {
    private SinkJson() {}

    /** Writes the fields of an object that is begun. */
    public static void write(SinkLine sink, Instant now, JsonGenerator json) throws IOException {
        json.writeStringField("sink", sink.name().value());
        json.writeStringField("type", sink.type().orElse("-"));
        json.writeStringField("state", sink.state());
        if (sink.status().isPresent()) {
            write(sink.status().get(), now, json);
        }
    }

    private static void write(SinkStatus status, Instant now, JsonGenerator json) throws IOException {
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

    private static void optional(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        } else {
            json.writeNullField(name);
        }
    }
}
