package dev.afterimage.inspection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.AuditSummary;
import dev.afterimage.audit.RowLink;
import dev.afterimage.audit.UndoNote;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.Expiry;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemJson;
import dev.afterimage.projection.RowKey;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Audit entries as the fields of a JSON object, the same for scripts and for programs; images are DynamoDB JSON. */
public final class AuditJson {
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=[0-9])");

    private AuditJson() {}

    public static void summary(JsonGenerator json, AuditSummary summary) throws IOException {
        head(json, summary.id(), summary.operation(), summary.changedAt(), summary.recordedAt(), summary.actor());
        names(json, summary.changed().names());
        if (summary.changed().more() > 0) {
            json.writeNumberField("changed_more", summary.changed().more());
        }
    }

    /**
     * An entry with both images.
     *
     * @param notes what became of it later
     * @param undo that an operator made the change
     */
    public static void entry(JsonGenerator json, AuditEntry entry, List<AuditNote> notes, Optional<UndoNote> undo)
            throws IOException {
        head(json, entry);
        image(json, "old", entry.change().before());
        image(json, "new", entry.change().after());
        rest(json, entry, notes, undo);
    }

    /** That an operator put an item back. */
    public static void undo(JsonGenerator json, UndoNote undo) throws IOException {
        json.writeStringField("at", undo.at().toString());
        json.writeStringField("operator", undo.operator());
        if (undo.reason().isPresent()) {
            json.writeStringField("reason", undo.reason().get());
        }
        if (undo.change().isPresent()) {
            json.writeStringField("change", undo.change().get().digits());
        }
        json.writeStringField("outcome", undo.outcome().name());
        if (undo.detail().isPresent()) {
            json.writeStringField("detail", undo.detail().get());
        }
    }

    /** That a change wrote a derived row. */
    public static void link(JsonGenerator json, RowLink link) throws IOException {
        id(json, link.id());
        json.writeStringField("operation", link.operation().name());
        json.writeStringField("changed_at", link.changedAt().toString());
    }

    /** An entry that is not as it was written. */
    public static void damaged(JsonGenerator json, AuditRecord.Damaged damaged) throws IOException {
        json.writeStringField("damaged", damaged.reason());
        json.writeStringField("sequence", digits(damaged));
    }

    /** The sequence number of an entry, as far as it can be known, without the zeros that make it sort. */
    public static String digits(AuditRecord record) {
        return LEADING_ZEROS.matcher(record.sequence()).replaceFirst("");
    }

    /** What an entry begins with: whose change it is, when and what it was. */
    public static void head(JsonGenerator json, AuditEntry entry) throws IOException {
        Change change = entry.change();
        head(json, change.id(), entry.operation(), change.changedAt(), entry.recordedAt(), entry.actor());
        names(json, entry.changedAttributes());
    }

    /** What an entry ends with: what it wrote, how it lapsed, what is noted of it. */
    public static void rest(JsonGenerator json, AuditEntry entry, List<AuditNote> notes, Optional<UndoNote> undo)
            throws IOException {
        rows(json, "rows", entry.rows());
        if (entry.change() instanceof Change.Expired expired) {
            expiry(json, expired.expiry());
        }
        if (!notes.isEmpty()) {
            notes(json, notes);
        }
        if (undo.isPresent()) {
            json.writeObjectFieldStart("undo");
            undo(json, undo.get());
            json.writeEndObject();
        }
    }

    public static void image(JsonGenerator json, String name, Optional<Item> image) throws IOException {
        if (image.isPresent()) {
            json.writeFieldName(name);
            ItemJson.write(image.get(), json);
        }
    }

    public static void expiry(JsonGenerator json, Expiry expiry) throws IOException {
        json.writeStringField("origin", expiry.origin().name());
        if (expiry.due().isPresent()) {
            json.writeStringField("due", expiry.due().get().toString());
        }
    }

    public static void id(JsonGenerator json, ChangeId id) throws IOException {
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

    private static void rows(JsonGenerator json, String name, List<RowKey> rows) throws IOException {
        json.writeArrayFieldStart(name);
        for (RowKey row : rows) {
            json.writeString(row.toString());
        }
        json.writeEndArray();
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
            rows(json, note.wroteRows() ? "rows" : "not_written", note.rows());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
