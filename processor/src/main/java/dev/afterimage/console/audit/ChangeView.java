package dev.afterimage.console.audit;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.UndoNote;
import dev.afterimage.change.Change;
import dev.afterimage.change.Expiry;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.console.web.Shown;
import dev.afterimage.history.Recorded;
import dev.afterimage.history.Target;
import dev.afterimage.inspection.AuditJson;
import dev.afterimage.inspection.TargetText;
import dev.afterimage.item.Item;
import java.util.List;
import java.util.Optional;

/** One change of an item's history as a page shows it. */
public sealed interface ChangeView {
    /** Its number. */
    String sequence();

    /** Where on the page it is. */
    default String anchor() {
        return Links.anchor(SequenceNumber.of(sequence()));
    }

    /** An entry that is not as it was written. */
    record Damaged(String sequence, String reason) implements ChangeView {}

    /**
     * An entry.
     *
     * @param lines what it changed; where that is very much, the first of it
     * @param linesLeft how many lines there are besides
     */
    record Whole(AuditEntry entry, List<AuditNote> notes, Optional<UndoNote> undo, List<DiffLine> lines, int linesLeft)
            implements ChangeView {
        private static final int MOST_LINES = 100;

        static Whole of(AuditEntry entry, Recorded recorded) {
            Change change = entry.change();
            List<DiffLine> lines = DiffLine.between(
                    change.before().orElse(Item.empty()), change.after().orElse(Item.empty()));
            int shown = Math.min(MOST_LINES, lines.size());
            return new Whole(entry, recorded.notes(), recorded.undo(), lines.subList(0, shown), lines.size() - shown);
        }

        @Override
        public String sequence() {
            return entry.change().sequence().digits();
        }

        /** How long after the change it was recorded. */
        public String lag() {
            return Shown.duration(entry.change().changedAt(), entry.recordedAt());
        }

        public Optional<Expiry> expiry() {
            return entry.change() instanceof Change.Expired expired ? Optional.of(expired.expiry()) : Optional.empty();
        }

        /** What the item was after it. */
        public String asOf() {
            return Links.asOf(entry.change().table(), entry.change().key(), after())
                    .toString();
        }

        /** What the item was before and after it, side by side. */
        public String compare() {
            Target before = new Target.Before(entry.change().sequence());
            return Links.compare(entry.change().table(), entry.change().key(), before, after())
                    .toString();
        }

        /** What the item was after it, beside what it is now. */
        public String compareWithNow() {
            return Links.compare(entry.change().table(), entry.change().key(), after(), new Target.Newest())
                    .toString();
        }

        /** Where the item is put back to what it was after it. */
        public String backToThis() {
            return back(after());
        }

        /** Where the item is put back to what it was before it. */
        public String backBeforeThis() {
            return back(new Target.Before(entry.change().sequence()));
        }

        private String back(Target target) {
            return Links.undo(entry.change().table(), entry.change().key())
                    .with("to", TargetText.of(target))
                    .toString();
        }

        private Target after() {
            return new Target.After(entry.change().sequence());
        }
    }

    static ChangeView of(Recorded recorded) {
        return switch (recorded.record()) {
            case AuditRecord.Whole whole -> Whole.of(whole.entry(), recorded);
            case AuditRecord.Damaged damaged -> new Damaged(AuditJson.digits(damaged), damaged.reason());
        };
    }
}
