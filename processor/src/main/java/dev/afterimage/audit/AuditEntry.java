package dev.afterimage.audit;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.projection.RowKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the audit log holds of one change.
 *
 * @param recordedAt when the worker planned the commit that wrote this entry
 * @param actor who made the change, where the source names an attribute that says so
 * @param rows the derived rows that the change wrote; where it was parked in the middle, an {@link AuditNote} names those
 *     that it did not
 */
public record AuditEntry(Change change, Instant recordedAt, Optional<String> actor, List<RowKey> rows) {
    public AuditEntry {
        rows = List.copyOf(rows);
    }

    /** What the change did to the item. */
    public enum Operation {
        INSERT,
        MODIFY,
        REMOVE,
        EXPIRE,
        LOAD,
        /** No change that was read, but the way to what the item was found to be, where changes of it were lost. */
        REPAIR;

        public static Operation of(Change change) {
            return change.sequence().isBetween() ? REPAIR : ofStream(change);
        }

        private static Operation ofStream(Change change) {
            return switch (change) {
                case Change.Inserted inserted -> INSERT;
                case Change.Modified modified -> MODIFY;
                case Change.Removed removed -> REMOVE;
                case Change.Expired expired -> EXPIRE;
                case Change.Loaded loaded -> LOAD;
            };
        }
    }

    public Operation operation() {
        return Operation.of(change);
    }

    /** The names of the attributes that the change added, changed or took away, in alphabetical order. */
    public Set<String> changedAttributes() {
        return change.before().orElse(Item.empty()).differences(change.after().orElse(Item.empty()));
    }
}
