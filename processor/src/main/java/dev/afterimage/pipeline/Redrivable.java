package dev.afterimage.pipeline;

import dev.afterimage.parking.ParkedChange;
import dev.afterimage.projection.Write;
import java.util.List;

/** What redriving a parked change would do. */
public sealed interface Redrivable {
    ParkedChange change();

    /** Its projection, as it is today, answers with these writes. */
    record Fit(ParkedChange change, List<Write> writes) implements Redrivable {
        public Fit {
            writes = List.copyOf(writes);
        }

        /** The writes that are not applied yet. */
        public List<Write> left() {
            return writes.subList(Math.min(change.applied(), writes.size()), writes.size());
        }
    }

    /** Its projection would fail again. */
    record Unfit(ParkedChange change, String reason) implements Redrivable {}

    /** There is no such projection any more, or it does not want to see this table's changes. */
    record Orphaned(ParkedChange change) implements Redrivable {
        /** Why nothing can be done, for people. */
        public String reason() {
            return "no projection " + change.projection() + " of table "
                    + change.change().table() + " is configured: configure it again, or discard the change";
        }
    }
}
