package dev.afterimage.feed;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.Transaction;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.projection.Write;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Passes transactions on to the door, and sees to it that each event stands in the feed behind all that any reader has seen:
 * every attempt to commit events records them anew, at a time that the {@link Recorder} answers for until it is known what
 * became of the attempt. Thread-safe.
 *
 * <p>A lane's events are recorded in their order, whoever follows the lane: its position says when it was last committed,
 * and that never goes back.
 *
 * <p>A lane of which nothing is stored yet could not be fenced. So it is stored first, by itself, and the commit is stale.
 */
public final class RecordingCommitter implements Committer {
    private final Committer door;
    private final Recorder recorder;
    /** Whoever prepares a plan does not know at what time its last commit was recorded. */
    private final Map<Lane, Instant> lastCommits = new ConcurrentHashMap<>();

    public RecordingCommitter(Committer door, Recorder recorder) {
        this.door = door;
        this.recorder = recorder;
    }

    @Override
    public CommitOutcome commit(Transaction transaction) {
        if (!(transaction instanceof CommitPlan plan)) {
            return door.commit(transaction);
        }
        if (plan.writes().stream().noneMatch(ExpiryRows::isOfEvent)) {
            return withoutEvents(plan);
        }
        return plan.from().stored()
                ? withEvents(plan)
                : stored(plan.from(), plan.to().committedAt());
    }

    private CommitOutcome withoutEvents(CommitPlan plan) {
        Optional<Instant> last = lastCommit(plan);
        CommitPlan stamped = last.filter(
                        time -> plan.to().committedAt().filter(time::isAfter).isPresent())
                .map(time -> stamped(plan, time, plan.writes()))
                .orElse(plan);
        CommitOutcome outcome = door.commit(stamped);
        note(stamped, outcome);
        return outcome;
    }

    private CommitOutcome stored(Position start, Optional<Instant> at) {
        CommitPlan alone = CommitPlan.fencing(start, at.orElseThrow());
        CommitOutcome outcome = door.commit(alone);
        return outcome instanceof CommitOutcome.Applied ? new CommitOutcome.Stale() : outcome;
    }

    private CommitOutcome withEvents(CommitPlan plan) {
        Optional<Instant> at = recorder.begin(plan.from(), lastCommit(plan).orElse(Instant.EPOCH));
        if (at.isEmpty()) {
            return new CommitOutcome.Unanswered(
                    "the feed's table does not take down that events are recorded, so none is");
        }
        List<Write> writes = plan.writes().stream()
                .map(write -> ExpiryRows.isOfEvent(write) ? ExpiryRows.recordedAt((Write.Put) write, at.get()) : write)
                .toList();
        return commit(stamped(plan, at.get(), writes), at.get());
    }

    private CommitOutcome commit(CommitPlan plan, Instant at) {
        boolean answered = false;
        try {
            CommitOutcome outcome = door.commit(plan);
            answered = !(outcome instanceof CommitOutcome.Unanswered);
            note(plan, outcome);
            return outcome;
        } finally {
            if (answered) {
                recorder.ended(at);
            } else {
                recorder.unanswered(at);
            }
        }
    }

    /** When the lane was last committed, as far as it is known here. */
    private Optional<Instant> lastCommit(CommitPlan plan) {
        return Stream.concat(
                        plan.from().committedAt().stream(),
                        Optional.ofNullable(lastCommits.get(plan.from().lane())).stream())
                .max(Instant::compareTo);
    }

    /** A plan may also be stale for one of its marks: then nothing is known about the position. */
    private void note(CommitPlan plan, CommitOutcome outcome) {
        boolean applied = outcome instanceof CommitOutcome.Applied;
        if (applied || (outcome instanceof CommitOutcome.Stale && plan.marks().isEmpty())) {
            recorder.passed(plan.from());
        }
        if (applied && plan.to().closed()) {
            lastCommits.remove(plan.to().lane());
        } else if (applied) {
            plan.to().committedAt().ifPresent(at -> lastCommits.put(plan.to().lane(), at));
        }
    }

    private static CommitPlan stamped(CommitPlan plan, Instant at, List<Write> writes) {
        return plan.stampedAt(at, writes);
    }
}
