package dev.afterimage.commit;

import dev.afterimage.projection.Write;
import java.util.List;

/** One transaction that an operator asks for: it applies, notes or gives up a parked change. */
public record Redrive(List<GuardedWrite> guarded, List<Write> writes, List<Expected> expected) implements Transaction {
    public Redrive {
        expected = List.copyOf(expected);
        guarded = List.copyOf(guarded);
        writes = List.copyOf(writes);
        if (guarded.isEmpty()) {
            throw new IllegalArgumentException("without a guard it could take effect twice");
        }
    }

    /** One that follows from nothing that was read. */
    public Redrive(List<GuardedWrite> guarded, List<Write> writes) {
        this(guarded, writes, List.of());
    }
}
