package dev.afterimage.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.expiry.EventId;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.inspection.AuditJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** How an expiry event is written. */
final class ExpiryText {
    private ExpiryText() {}

    static String line(ExpiryEvent event) {
        String start =
                event.at() + "  " + event.kind().text() + "  " + event.id().item();
        return switch (event) {
            case ExpiryEvent.Deleted deleted ->
                start + due(deleted) + "  " + deleted.expiry().origin().name().toLowerCase(Locale.ROOT);
            case ExpiryEvent.Due _ -> start;
        };
    }

    static void json(ExpiryEvent event, PrintWriter out) {
        JsonLine.print(out, json -> {
            AuditJson.id(json, event.id());
            json.writeStringField("id", EventId.of(event).value());
            json.writeStringField("kind", event.kind().text());
            time(event, json);
            json.writeStringField("recorded_at", event.recordedAt().toString());
            if (event.lateness().isPresent()) {
                json.writeNumberField("lateness_seconds", event.lateness().get().toSeconds());
            }
            AuditJson.image(json, "image", Optional.of(event.image()));
        });
    }

    private static void time(ExpiryEvent event, JsonGenerator json) throws IOException {
        switch (event) {
            case ExpiryEvent.Deleted deleted -> {
                json.writeStringField("deleted_at", deleted.at().toString());
                AuditJson.expiry(json, deleted.expiry());
            }
            case ExpiryEvent.Due due -> json.writeStringField("due", due.at().toString());
        }
    }

    private static String due(ExpiryEvent.Deleted event) {
        return event.due().map(due -> "  due " + due).orElse("")
                + event.lateness()
                        .filter(Duration::isPositive)
                        .map(late -> ", " + Ago.text(late) + " late")
                        .orElse("");
    }
}
