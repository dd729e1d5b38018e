package dev.afterimage.cli;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.AuditSummary;
import dev.afterimage.audit.UndoNote;
import dev.afterimage.change.Change;
import dev.afterimage.inspection.AuditJson;
import dev.afterimage.inspection.ItemDiff;
import dev.afterimage.item.Item;
import dev.afterimage.projection.RowKey;
import java.io.PrintWriter;
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
                + (namesChanged(summary.operation()) ? "  (" + summary.changed() + ")" : ""));
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
        JsonLine.print(out, json -> AuditJson.summary(json, summary));
    }

    /** One line of an entry that is not as it was written. */
    static void line(AuditRecord.Damaged damaged, PrintWriter out) {
        out.println("damaged entry #" + AuditJson.digits(damaged) + " of " + damaged.item() + ": " + damaged.reason());
        out.flush();
    }

    static void json(AuditRecord.Damaged damaged, PrintWriter out) {
        JsonLine.print(out, json -> AuditJson.damaged(json, damaged));
    }

    /** That an operator put the item back, on one line. */
    static String text(UndoNote undo) {
        String back = undo.change().map(change -> "after #" + change).orElse("before its first change");
        return "put back to what it was " + back + " by " + undo.operator() + " at " + undo.at()
                + undo.reason().map(reason -> ": " + reason).orElse("")
                + (undo.outcome() == UndoNote.Outcome.DONE ? "" : " (" + outcome(undo) + ")")
                + undo.detail().map(detail -> "; " + detail).orElse("");
    }

    private static String outcome(UndoNote undo) {
        return switch (undo.outcome()) {
            case BEGUN -> "begun; nobody noted how it ended";
            case DONE -> "done";
            case CHANGED -> "nothing was written, since it had changed";
            case FAILED -> "failed";
        };
    }

    private static String text(AuditNote note) {
        String rows = note.rows().isEmpty()
                ? ""
                : (note.wroteRows() ? ", wrote " : ", did not write ")
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
        json(entry, notes, Optional.empty(), out);
    }

    static void json(AuditEntry entry, List<AuditNote> notes, Optional<UndoNote> undo, PrintWriter out) {
        JsonLine.print(out, json -> AuditJson.entry(json, entry, notes, undo));
    }

    private static boolean namesChanged(AuditEntry.Operation operation) {
        return operation == AuditEntry.Operation.MODIFY || operation == AuditEntry.Operation.REPAIR;
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
