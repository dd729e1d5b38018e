package dev.afterimage.stream.kcl;

import dev.afterimage.change.Change;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.stream.fetch.FetchedRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a shard KCL has delivered, whether it has left any out, and up to which one all of them are applied.
 * For one thread.
 */
final class LaneProgress {
    private @Nullable SequenceNumber delivered;
    private Optional<SequenceNumber> done;

    /** Starts behind this record; behind none where it is empty. */
    LaneProgress(Optional<SequenceNumber> start) {
        this.delivered = start.orElse(null);
        this.done = start;
    }

    /** Whether these records go on where the ones before them ended, or earlier. */
    boolean goesOn(List<FetchedRecord> records) {
        return reached(records.getFirst().previous());
    }

    void delivered(List<FetchedRecord> records) {
        delivered = new SequenceNumber(records.getLast().sequenceNumber());
    }

    /** The newest record that has been delivered, or behind which it started. */
    Optional<SequenceNumber> newest() {
        return Optional.ofNullable(delivered);
    }

    /** Whether everything up to this record has been delivered. */
    boolean reached(Optional<SequenceNumber> record) {
        return record.isEmpty() || (delivered != null && record.get().compareTo(delivered) <= 0);
    }

    /** These changes, the next ones, were to be applied: goes up to the first that is not. */
    void worked(List<Change> changes, Predicate<Change> applied) {
        Optional<SequenceNumber> open =
                changes.stream().filter(applied.negate()).map(Change::sequence).min(SequenceNumber::compareTo);
        changes.stream()
                .map(Change::sequence)
                .filter(sequence -> open.isEmpty() || sequence.compareTo(open.get()) < 0)
                .max(SequenceNumber::compareTo)
                .filter(last -> done.isEmpty() || last.compareTo(done.get()) > 0)
                .ifPresent(last -> done = Optional.of(last));
    }

    /** The highest delivered change such that it and everything before it is applied: what may be noted as done. */
    Optional<SequenceNumber> done() {
        return done;
    }
}
