package dev.afterimage.cli;

import dev.afterimage.inspection.ItemDiff;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditSummary;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.Expiry;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemJson;
import dev.afterimage.projection.RowKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How audit entries are written. */
public final class AuditText {
    private AuditText() {}

    /** One line of an entry, without what changed in the item. */
    static void line(AuditSummary summary, PrintWriter out) {
        out.println(summary.changedAt() + "  " + operation(summary.operation())
                + summary.id().item()
                + actor(summary.actor())
                + (summary.operation() == AuditEntry.Operation.MODIFY ? "  (" + summary.changed() + ")" : ""));
        out.flush();
    }

    /** An entry with what it changed, attribute by attribute. */
    public static void diff(AuditEntry entry, PrintWriter out) {
        diff(entry, List.of(), out);
    }

    /** The same, and what became of it later. */
    static void diff(AuditEntry entry, List<AuditNote> notes, PrintWriter out) {
        Change change = entry.change();
        out.println(change.changedAt() + "  " + operation(entry.operation())
                + change.id().item() + actor(entry.actor()) + "  #" + change.sequence());
        Item before = change.before().orElse(Item.empty());
        Item after = change.after().orElse(Item.empty());
        ItemDiff.lines(before, after).forEach(line -> out.println("    " + line));
        if (!entry.rows().isEmpty()) {
            out.println(
                    "    wrote " + entry.rows().stream().map(RowKey::toString).collect(Collectors.joining(", ")));
        }
        notes.forEach(note -> out.println("    " + text(note)));
        out.flush();
    }

    static void json(AuditSummary summary, PrintWriter out) {
        JsonLine.print(out, json -> {
            head(json, summary.id(), summary.operation(), summary.changedAt(), summary.recordedAt(), summary.actor());
            names(json, summary.changed().names());
        });
    }

    private static String text(AuditNote note) {
        String rows = note.rows().isEmpty()
                ? ""
                : (wrote(note) ? ", wrote " : ", did not write ")
                        + note.rows().stream().map(RowKey::toString).collect(Collectors.joining(", "));
        return note.action().name().toLowerCase(Locale.ROOT) + " for " + note.projection()
                + by(note.operator()) + " at " + note.at()
                + note.reason().map(reason -> ": " + reason).orElse("") + rows;
    }

    /** An entry whole, as one JSON object on a line. */
    public static void json(AuditEntry entry, PrintWriter out) {
        json(entry, List.of(), out);
    }

    /** The same, and what became of it later. */
    static void json(AuditEntry entry, List<AuditNote> notes, PrintWriter out) {
        Change change = entry.change();
        JsonLine.print(out, json -> {
            head(json, change.id(), entry.operation(), change.changedAt(), entry.recordedAt(), entry.actor());
            names(json, entry.changedAttributes());
            image(json, "old", change.before());
            image(json, "new", change.after());
            rows(json, "rows", entry.rows());
            if (change instanceof Change.Expired expired) {
                expiry(json, expired.expiry());
            }
            if (!notes.isEmpty()) {
                notes(json, notes);
            }
        });
    }

    private static void notes(JsonGenerator json, List<AuditNote> notes) throws IOException {
        json.writeArrayFieldStart("notes");
        for (AuditNote note : notes) {
            json.writeStartObject();
            json.writeStringField("action", note.action().name());
            json.writeStringField("projection", note.projection().value());
            if (note.operator().isPresent()) {
                json.writeStringField("operator", note.operator().get());
            }
            json.writeStringField("at", note.at().toString());
            if (note.reason().isPresent()) {
                json.writeStringField("reason", note.reason().get());
            }
            rows(json, wrote(note) ? "rows" : "not_written", note.rows());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static boolean wrote(AuditNote note) {
        return note.action() != AuditNote.Action.PARKED;
    }

    private static void rows(JsonGenerator json, String name, List<RowKey> rows) throws IOException {
        json.writeArrayFieldStart(name);
        for (RowKey row : rows) {
            json.writeString(row.toString());
        }
        json.writeEndArray();
    }

    static void image(JsonGenerator json, String name, Optional<Item> image) throws IOException {
        if (image.isPresent()) {
            json.writeFieldName(name);
            ItemJson.write(image.get(), json);
        }
    }

    static void expiry(JsonGenerator json, Expiry expiry) throws IOException {
        json.writeStringField("origin", expiry.origin().name());
        if (expiry.due().isPresent()) {
            json.writeStringField("due", expiry.due().get().toString());
        }
    }

    static void id(JsonGenerator json, ChangeId id) throws IOException {
        json.writeStringField("table", id.table().value());
        json.writeFieldName("key");
        ItemJson.write(Item.of(id.key().attributes()), json);
        json.writeStringField("item", id.item());
        json.writeStringField("sequence", id.sequence().digits());
    }

    private static void head(
            JsonGenerator json,
            ChangeId id,
            AuditEntry.Operation operation,
            Instant changedAt,
            Instant recordedAt,
            Optional<String> actor)
            throws IOException {
        id(json, id);
        json.writeStringField("operation", operation.name());
        json.writeStringField("changed_at", changedAt.toString());
        json.writeStringField("recorded_at", recordedAt.toString());
        if (actor.isPresent()) {
            json.writeStringField("actor", actor.get());
        }
    }

    private static void names(JsonGenerator json, Collection<String> names) throws IOException {
        json.writeArrayFieldStart("changed");
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    private static String operation(AuditEntry.Operation operation) {
        return String.format("%-6s  ", operation);
    }

    private static String actor(Optional<String> actor) {
        return by(actor).isEmpty() ? "" : " " + by(actor);
    }

    private static String by(Optional<String> somebody) {
        return somebody.map(name -> " by " + name).orElse("");
    }
}
