package dev.afterimage.stream;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.Gap;
import dev.afterimage.audit.GapRows;
import dev.afterimage.commit.Guard;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.item.TableName;
import dev.afterimage.pipeline.Noted;
import dev.afterimage.pipeline.Noting;
import java.time.InstantSource;

/** Keeps gaps in the audit log. Thread-safe. */
public final class AuditedGaps implements GapLog {
    private final GapRows rows;
    private final Noting noting;
    private final InstantSource clock;

    public AuditedGaps(GapRows rows, Noting noting, InstantSource clock) {
        this.rows = rows;
        this.noting = noting;
        this.clock = clock;
    }

    @Override
    public void keep(TableName table, String detail) {
        Gap gap = Gap.of(table, detail, clock.instant());
        if (noting.note(new GuardedWrite(rows.put(gap), new Guard.Absent(AuditRows.SEQUENCE)))
                instanceof Noted.Impossible impossible) {
            throw new IllegalStateException("the audit log could not note that changes of table " + table
                    + " may be lost (" + detail + "): " + impossible.reason());
        }
    }
}
