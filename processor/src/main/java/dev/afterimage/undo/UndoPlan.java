package dev.afterimage.undo;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.history.ReadCost;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.util.List;
import java.util.Optional;

/** What putting an item back would do. */
public sealed interface UndoPlan {
    TableName table();

    ItemKey key();

    /** What looking cost. */
    ReadCost cost();

    /**
     * It can be put back.
     *
     * @param change after which the item was as it will be; empty where it was so before the first of all
     * @param warnings what somebody should know before
     */
    record Ready(PutBack putBack, Optional<SequenceNumber> change, List<String> warnings, ReadCost cost)
            implements UndoPlan {
        public Ready {
            warnings = List.copyOf(warnings);
        }

        public FoundItem item() {
            return new FoundItem(table(), key(), putBack.fingerprint(), putBack.writeUnits());
        }

        @Override
        public TableName table() {
            return putBack.table();
        }

        @Override
        public ItemKey key() {
            return putBack.key();
        }
    }

    /** It is as it was then: nothing is to be done. */
    record Same(TableName table, ItemKey key, ReadCost cost) implements UndoPlan {}

    /** It cannot be put back. */
    record Impossible(TableName table, ItemKey key, String reason, ReadCost cost) implements UndoPlan {}
}
