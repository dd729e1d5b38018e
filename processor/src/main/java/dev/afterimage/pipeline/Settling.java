package dev.afterimage.pipeline;

import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditNote.Action;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.Redrive;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.parking.ParkedRows;
import dev.afterimage.pipeline.RedriveStep.Effect;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes parked changes away, each with a note in the audit log. */
record Settling(AuditRows auditRows, String operator) {
    /** Notes that a change was applied, all but its derived rows. */
    RedriveStep.Commit redriven(Marker marker, ParkedChange change, List<RowKey> rows, Instant at) {
        ParkedRecord parked = new ParkedRecord.Whole(change);
        return settled(marker, change, note(parked, Action.REDRIVEN, Optional.empty(), rows, at));
    }

    RedriveStep.Commit discarded(Marker marker, ParkedChange change, String reason, Instant at) {
        ParkedRecord parked = new ParkedRecord.Whole(change);
        return settled(marker, change, note(parked, Action.DISCARDED, Optional.of(reason), List.of(), at));
    }

    RedriveStep.Commit discarded(
            Optional<Marker> marker, ParkedRecord.Damaged damaged, int left, String reason, Instant at) {
        String why = reason + " (it was damaged: " + damaged.reason() + ")";
        AuditNote note = note(damaged, Action.DISCARDED, Optional.of(why), List.of(), at);
        List<Write> writes = new ArrayList<>(auditRows.encode(note));
        writes.addAll(ParkedRows.removeOthers(damaged));
        List<GuardedWrite> guarded = new ArrayList<>(List.of(ParkedRows.remove(damaged)));
        marker.ifPresent(read -> guarded.add(ParkedRows.markLeft(read, left)));
        return new RedriveStep.Commit(damaged, new Redrive(guarded, writes), Effect.SETTLED, Optional.of(note));
    }

    private RedriveStep.Commit settled(Marker marker, ParkedChange change, AuditNote note) {
        List<Write> writes = new ArrayList<>(auditRows.encode(note));
        writes.addAll(ParkedRows.removeParts(change));
        List<GuardedWrite> guarded = List.of(ParkedRows.remove(change), ParkedRows.markOneLess(marker));
        return new RedriveStep.Commit(
                new ParkedRecord.Whole(change), new Redrive(guarded, writes), Effect.SETTLED, Optional.of(note));
    }

    private AuditNote note(ParkedRecord parked, Action action, Optional<String> reason, List<RowKey> rows, Instant at) {
        return new AuditNote(parked.id(), at, action, parked.projection(), Optional.of(operator), reason, rows);
    }
}
