package dev.afterimage.lane;

import dev.afterimage.change.Change;
import dev.afterimage.change.SequenceNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a lane has come: the truth about what has been applied, stored in the same transaction as what was applied.
 * Immutable; its methods are the moves that a lane can make.
 *
 * @param revision counts the commits; a commit holds only where the stored revision is the one that it started from.
 *     0 is a lane that has committed nothing and is not stored
 * @param sequence the last change that has been applied whole; empty before the first
 * @param part how many parts of the next change have been applied, where it is too large for one transaction; else 0
 * @param closed whether the shard has ended and all its changes have been applied
 * @param changedAt the stream's time of the last applied change
 * @param committedAt when the last commit was planned
 */
public record Position(
        Lane lane,
        long revision,
        Optional<SequenceNumber> sequence,
        int part,
        boolean closed,
        Optional<Instant> changedAt,
        Optional<Instant> committedAt) {
    /** A closed position is kept this long: much longer than a stream keeps the records that it could be asked about. */
    private static final Duration KEPT_AFTER_CLOSING = Duration.ofDays(7);

    /** A lane that has committed nothing. */
    public static Position start(Lane lane) {
        return new Position(lane, 0, Optional.empty(), 0, false, Optional.empty(), Optional.empty());
    }

    public boolean stored() {
        return revision > 0;
    }

    /** Whether the change of this number has been applied whole. */
    public boolean covers(SequenceNumber other) {
        return sequence.isPresent() && other.compareTo(sequence.get()) <= 0;
    }

    /** The position after one commit that ends with this change. */
    public Position after(Change change, Instant at) {
        requireOpen();
        return new Position(
                lane,
                revision + 1,
                Optional.of(change.sequence()),
                0,
                false,
                Optional.of(change.changedAt()),
                Optional.of(at));
    }

    /** The position after one commit that ends with one more part of a change, but not its last. */
    public Position afterPart(Instant at) {
        requireOpen();
        return new Position(lane, revision + 1, sequence, part + 1, false, changedAt, Optional.of(at));
    }

    /** The position after the shard's end; the lane takes no more commits. */
    public Position close(Instant at) {
        requireOpen();
        return new Position(lane, revision + 1, sequence, 0, true, changedAt, Optional.of(at));
    }

    /** When a closed position may be forgotten; empty while the lane is open. */
    public Optional<Instant> expiresAt() {
        return closed ? committedAt.map(at -> at.plus(KEPT_AFTER_CLOSING)) : Optional.empty();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("lane " + lane + " is closed and takes no more commits");
        }
    }
}
