package dev.afterimage.parking;

import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.projection.ProjectionName;
import java.util.List;

/** What is found in an item's queue where a parked change is expected. */
public sealed interface ParkedRecord {
    ParkedItem item();

    /** The change's place in the item's order; 0 for a row whose place names none. */
    SequenceNumber sequence();

    default ProjectionName projection() {
        return item().projection();
    }

    default ChangeId id() {
        return new ChangeId(item().table(), item().key(), sequence());
    }

    /** A change as it was parked. */
    record Whole(ParkedChange change) implements ParkedRecord {
        @Override
        public ParkedItem item() {
            return change.item();
        }

        @Override
        public SequenceNumber sequence() {
            return change.change().sequence();
        }
    }

    /**
     * One of which something is missing or was altered.
     *
     * @param rows what there is, at least one row
     */
    record Damaged(ParkedItem item, SequenceNumber sequence, String reason, List<Item> rows) implements ParkedRecord {
        public Damaged {
            rows = List.copyOf(rows);
        }
    }
}
