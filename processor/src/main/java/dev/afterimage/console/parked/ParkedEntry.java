package dev.afterimage.console.parked;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.change.Change;
import dev.afterimage.console.audit.AttributeLine;
import dev.afterimage.console.audit.DiffLine;
import dev.afterimage.inspection.WriteText;
import dev.afterimage.item.Item;
import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.pipeline.Redrivable;
import java.util.List;
import java.util.Optional;

/** One change of an item that waits, as a page shows it. */
public sealed interface ParkedEntry {
    /** Its number. */
    String sequence();

    /** What redriving it would do; empty where that is not known, since one before it would be refused. */
    Optional<Redrivable> look();

    /** One that cannot be read. */
    record Damaged(String sequence, String reason, Optional<Redrivable> look) implements ParkedEntry {}

    /** One as it was parked. */
    record Whole(ParkedChange parked, Optional<Redrivable> look) implements ParkedEntry {
        @Override
        public String sequence() {
            return parked.change().sequence().digits();
        }

        public AuditEntry.Operation operation() {
            return AuditEntry.Operation.of(parked.change());
        }

        /** What it changed. */
        public List<DiffLine> lines() {
            Change change = parked.change();
            return DiffLine.between(
                    change.before().orElse(Item.empty()), change.after().orElse(Item.empty()));
        }

        public Optional<List<AttributeLine>> before() {
            return parked.change().before().map(AttributeLine::of);
        }

        public Optional<List<AttributeLine>> after() {
            return parked.change().after().map(AttributeLine::of);
        }
    }

    /** The writes that redriving it would make; none where it would be refused. */
    default List<String> writes() {
        return look().filter(Redrivable.Fit.class::isInstance)
                .map(Redrivable.Fit.class::cast)
                .map(fit -> fit.left().stream().map(WriteText::of).toList())
                .orElse(List.of());
    }

    /** Why redriving it would be refused. */
    default Optional<String> refusal() {
        return look().filter(Redrivable.Unfit.class::isInstance)
                .map(Redrivable.Unfit.class::cast)
                .map(Redrivable.Unfit::reason);
    }

    static ParkedEntry of(ParkedRecord parked, Optional<Redrivable> look) {
        return switch (parked) {
            case ParkedRecord.Whole whole -> new Whole(whole.change(), look);
            case ParkedRecord.Damaged damaged -> new Damaged(damaged.sequence().digits(), damaged.reason(), look);
        };
    }
}
