package dev.afterimage.lane;

import dev.afterimage.change.Change;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.projection.ProjectionName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How far a lane has come: the truth about what has been applied, stored in the same transaction as what was applied.
 * Immutable; its methods are the moves that a lane can make.
 *
 * @param revision counts the commits; a commit holds only where the stored revision is the one that it started from.
 *     0 is a lane that has committed nothing and is not stored
 * @param applied how many changes have been applied whole so far
 * @param sequence the last change that has been applied whole; empty before the first
 * @param split the next change, where it is too large for one transaction and has been applied in part; else empty
 * @param closed whether the shard has ended and all its changes have been applied
 * @param changedAt the stream's time of the last applied change
 * @param committedAt when the last commit was planned
 * @param parts in how many parts the shard is followed. With more than 1 the parts have positions of their own, and this
 *     one, of the whole shard, only tells of the division and of the shard's end
 */
public record Position(
        Lane lane,
        long revision,
        long applied,
        Optional<SequenceNumber> sequence,
        Optional<Split> split,
        boolean closed,
        Optional<Instant> changedAt,
        Optional<Instant> committedAt,
        int parts) {
    /** A closed position is kept this long: much longer than a stream keeps the records that it could be asked about. */
    private static final Duration KEPT_AFTER_CLOSING = Duration.ofDays(7);

    /**
     * A change that one transaction could not hold, applied in part. Counting its writes, and not the transactions that
     * they took, keeps the rest of it well-defined wherever the next transaction is cut.
     *
     * @param sequence the change
     * @param writes how many of its writes have been applied, in their order
     * @param aside the projections for which it is parked by now: their writes are not counted, and none is left
     */
    public record Split(SequenceNumber sequence, int writes, Set<ProjectionName> aside) {
        public Split {
            aside = Set.copyOf(aside);
            if (writes < 0 || (writes == 0 && aside.isEmpty())) {
                throw new IllegalArgumentException("a change is split once a write of it is applied, or it is parked");
            }
        }
    }

    /** The position of a lane that is not divided. */
    public Position(
            Lane lane,
            long revision,
            Optional<SequenceNumber> sequence,
            Optional<Split> split,
            boolean closed,
            Optional<Instant> changedAt,
            Optional<Instant> committedAt) {
        this(lane, revision, 0, sequence, split, closed, changedAt, committedAt, 1);
    }

    /** The first position of a whole shard that is followed in so many parts. */
    public static Position divided(Lane whole, int parts, Instant at) {
        return new Position(
                whole,
                1,
                0,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.of(at),
                LanePart.all(parts).size());
    }

    /** A lane that has committed nothing. */
    public static Position start(Lane lane) {
        return new Position(lane, 0, Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.empty());
    }

    public boolean stored() {
        return revision > 0;
    }

    /** Whether the change of this number has been applied whole. */
    public boolean covers(SequenceNumber other) {
        return sequence.isPresent() && other.compareTo(sequence.get()) <= 0;
    }

    /** How many of this change's writes have been applied, where it is applied in part; else 0. */
    public int writesApplied(Change change) {
        return split.filter(begun -> begun.sequence().equals(change.sequence()))
                .map(Split::writes)
                .orElse(0);
    }

    /** The position after one commit that applies the whole of this change and nothing else. */
    public Position after(Change change, Instant at) {
        return after(change, 1, at);
    }

    /** The position after one commit that applies so many changes whole and ends with this one. */
    public Position after(Change change, int changes, Instant at) {
        requireNext(change);
        return new Position(
                lane,
                revision + 1,
                applied + changes,
                Optional.of(change.sequence()),
                Optional.empty(),
                false,
                Optional.of(change.changedAt()),
                Optional.of(at),
                parts);
    }

    /** The projections for which this change is parked, where it is applied in part; else none. */
    public Set<ProjectionName> parkedFor(Change change) {
        return split.filter(begun -> begun.sequence().equals(change.sequence()))
                .map(Split::aside)
                .orElse(Set.of());
    }

    /** The position after one commit that ends within this change, when so many of its writes are applied in all. */
    public Position within(Change change, int writes, Instant at) {
        return within(change, writes, Set.of(), at);
    }

    /**
     * The same, where the commit parks the change for these projections, too.
     *
     * @param writes how many are applied of all those that are not theirs
     */
    public Position within(Change change, int writes, Set<ProjectionName> parked, Instant at) {
        requireNext(change);
        Set<ProjectionName> aside = new HashSet<>(parkedFor(change));
        if (!aside.addAll(parked) && writes <= writesApplied(change)) {
            throw new IllegalStateException("no write of " + change.id() + " would be new after " + this);
        }
        Split begun = new Split(change.sequence(), writes, aside);
        return new Position(
                lane, revision + 1, applied, sequence, Optional.of(begun), false, changedAt, Optional.of(at), parts);
    }

    /** The same stored position, of whose change, if it is within this one, no more than so many writes count as applied. */
    public Position rewound(Change change, int writes) {
        Optional<Split> fewer = split.filter(begun -> begun.sequence().equals(change.sequence()))
                .map(begun -> new Split(begun.sequence(), Math.min(begun.writes(), writes), begun.aside()));
        return new Position(
                lane, revision, applied, sequence, fewer.or(() -> split), closed, changedAt, committedAt, parts);
    }

    /** The position after the shard's end; the lane takes no more commits. */
    public Position close(Instant at) {
        requireOpen();
        requireNoSplit();
        return new Position(
                lane, revision + 1, applied, sequence, Optional.empty(), true, changedAt, Optional.of(at), parts);
    }

    /** The position after a commit that does nothing else, so that no commit that was prepared before holds any more. */
    public Position fenced(Instant at) {
        requireOpen();
        Optional<Instant> last = committedAt.filter(at::isBefore).or(() -> Optional.of(at));
        return new Position(lane, revision + 1, applied, sequence, split, false, changedAt, last, parts);
    }

    /** The same position, of a commit at another time. */
    public Position stampedAt(Instant at) {
        return new Position(lane, revision, applied, sequence, split, closed, changedAt, Optional.of(at), parts);
    }

    /** When a closed position may be forgotten; empty while the lane is open. */
    public Optional<Instant> expiresAt() {
        return closed ? committedAt.map(at -> at.plus(KEPT_AFTER_CLOSING)) : Optional.empty();
    }

    @Override
    public String toString() {
        return sequence.map(SequenceNumber::digits).orElse("the start")
                + split.map(begun -> " and " + begun.writes() + " writes of " + begun.sequence())
                        .orElse("")
                + (parts > 1 ? " in " + parts + " parts" : "")
                + (closed ? " (closed)" : "");
    }

    private void requireNext(Change change) {
        requireOpen();
        requireWhole();
        if (covers(change.sequence())) {
            throw new IllegalStateException(change.id() + " has been applied: the lane stands at " + this);
        }
        if (split.isPresent() && !split.get().sequence().equals(change.sequence())) {
            requireNoSplit();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("lane " + lane + " is closed and takes no more commits");
        }
    }

    private void requireWhole() {
        if (parts > 1) {
            throw new IllegalStateException(
                    "lane " + lane + " is followed in " + parts + " parts and takes no changes itself");
        }
    }

    private void requireNoSplit() {
        split.ifPresent(begun -> {
            throw new IllegalStateException("change " + begun.sequence() + " of lane " + lane
                    + " is applied in part: the rest of it comes next, and the stream no longer has it");
        });
    }
}
