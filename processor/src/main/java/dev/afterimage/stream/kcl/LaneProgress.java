package dev.afterimage.stream.kcl;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.stream.fetch.FetchedRecord;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which records of a shard KCL has delivered, and whether it has left any out. For one thread. */
final class LaneProgress {
    private @Nullable SequenceNumber delivered;

    /** Starts behind this record; behind none where it is empty. */
    LaneProgress(Optional<SequenceNumber> start) {
        this.delivered = start.orElse(null);
    }

    /** Whether these records go on where the ones before them ended, or earlier. */
    boolean goesOn(List<FetchedRecord> records) {
        return reached(records.getFirst().previous());
    }

    void delivered(List<FetchedRecord> records) {
        delivered = new SequenceNumber(records.getLast().sequenceNumber());
    }

    /** Whether everything up to this record has been delivered. */
    boolean reached(Optional<SequenceNumber> record) {
        return record.isEmpty() || (delivered != null && record.get().compareTo(delivered) <= 0);
    }

    /** What may be noted as done: what is applied, but nothing that KCL has not delivered, which it would refuse. */
    Optional<SequenceNumber> done(Optional<SequenceNumber> applied) {
        return applied.map(last -> delivered == null || last.compareTo(delivered) <= 0 ? last : delivered);
    }
}
