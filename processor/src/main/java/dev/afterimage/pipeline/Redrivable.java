package dev.afterimage.pipeline;

import dev.afterimage.commit.RowLinks;
import dev.afterimage.commit.Slot;
import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.projection.Write;
import java.util.List;

/** What redriving a parked change would do. */
public sealed interface Redrivable {
    ParkedRecord parked();

    /**
     * Its projection, as it is today, answers with these writes.
     *
     * @param basis what they follow from beside the change
     * @param links what goes with each of them
     */
    record Fit(ParkedChange change, List<Write> writes, Slot.Basis basis, RowLinks links) implements Redrivable {
        public Fit {
            writes = List.copyOf(writes);
        }

        @Override
        public ParkedRecord parked() {
            return new ParkedRecord.Whole(change);
        }

        /** The writes that are not applied yet: where rows were read, the projection has said so itself. */
        public List<Write> left() {
            return basis instanceof Slot.Basis.Rows
                    ? writes
                    : writes.subList(Math.min(change.applied(), writes.size()), writes.size());
        }
    }

    /** It cannot be applied now. */
    sealed interface Unfit extends Redrivable {
        /** Why, for people. */
        String reason();
    }

    /** Its projection would fail again. */
    record Failing(ParkedChange change, String reason) implements Unfit {
        @Override
        public ParkedRecord parked() {
            return new ParkedRecord.Whole(change);
        }
    }

    /** There is no such projection any more, or it does not want to see this table's changes. */
    record Orphaned(ParkedChange change) implements Unfit {
        @Override
        public ParkedRecord parked() {
            return new ParkedRecord.Whole(change);
        }

        @Override
        public String reason() {
            return "no projection " + change.projection() + " of table "
                    + change.change().table() + " is configured: configure it again, or discard the change";
        }
    }

    /** It cannot be read. */
    record Damaged(ParkedRecord.Damaged parked) implements Unfit {
        @Override
        public String reason() {
            return "it is damaged, " + parked.reason() + ": mend it, or discard it";
        }
    }
}
