package dev.afterimage.pipeline;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.ledger.DamagedException;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.pipeline.RedriveStep.Effect;
import dev.afterimage.projection.RowKey;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Does one task about one item, step by step: reads what is stored, commits what follows from it, and again. Whatever
 * became of a commit, the next read tells. For one thread and one use.
 */
final class RedriveRun {
    /** So many times in a row a step may come to nothing before the operator is told. */
    private static final int MOST_ATTEMPTS = 12;

    private final Redriver.Parts parts;
    private final StopSignal stop;
    private final ParkedItem item;
    private final RedriveTask task;
    private final Consumer<ParkedChange> settled;
    private Optional<RedriveStep.Commit> unanswered = Optional.empty();
    private Optional<Refusal> refusal = Optional.empty();
    private int attempts;

    /** That DynamoDB refused the step about this change. */
    private record Refusal(ParkedChange change, String reason) {}

    RedriveRun(
            Redriver.Parts parts, StopSignal stop, ParkedItem item, RedriveTask task, Consumer<ParkedChange> settled) {
        this.parts = parts;
        this.stop = stop;
        this.item = item;
        this.task = task;
        this.settled = settled;
    }

    RedriveEnd run() {
        while (!stop.raised()) {
            Optional<RedriveEnd> end = proceed();
            if (end.isPresent()) {
                return end.get();
            }
        }
        return new RedriveEnd.Stopped();
    }

    /** The next step; answers where it was the last. */
    private Optional<RedriveEnd> proceed() {
        Optional<Marker> marker = parts.lot().marker(item);
        Iterator<ParkedChange> waiting = parts.lot().changes(item);
        if (!waiting.hasNext()) {
            landed(Optional.empty());
            return marker.isEmpty() ? Optional.of(new RedriveEnd.Done()) : emptied(marker.get());
        }
        Optional<ParkedChange> next = task.next(waiting);
        Optional<RedriveEnd> end = landed(next);
        if (end.isPresent()) {
            return end;
        }
        if (next.isEmpty()) {
            return Optional.of(new RedriveEnd.Done());
        }
        return marker.isEmpty()
                ? again("changes wait without the marker of their item")
                : take(step(marker.get(), next.get()));
    }

    /** There was a marker and then no change: somebody has taken them meanwhile, or the table was tampered with. */
    private Optional<RedriveEnd> emptied(Marker marker) {
        if (parts.lot().marker(item).equals(Optional.of(marker))) {
            throw new DamagedException("the marker of " + item + " says that changes wait, and there is none");
        }
        return Optional.empty();
    }

    /** What became of a commit that nobody answered. */
    private Optional<RedriveEnd> landed(Optional<ParkedChange> next) {
        Optional<RedriveStep.Commit> commit = unanswered;
        unanswered = Optional.empty();
        if (commit.isEmpty()) {
            return Optional.empty();
        }
        ParkedChange change = commit.get().change();
        boolean there = next.filter(found -> isSame(found, change)).isPresent();
        boolean touched =
                next.filter(found -> found.revision() > change.revision()).isPresent();
        if (commit.get().effect() == Effect.SETTLED && !there) {
            attempts = 0;
            settled.accept(change);
        }
        return commit.get().effect() == Effect.REFUSED && there && touched
                ? next.map(RedriveEnd.Refused::new)
                : Optional.empty();
    }

    private RedriveStep step(Marker marker, ParkedChange change) {
        Instant at = parts.clock().instant();
        Optional<Refusal> refused = refusal.filter(
                known -> isSame(known.change(), change) && known.change().revision() == change.revision());
        return refused.map(known -> task.refused(marker, change, known.reason(), at))
                .orElseGet(() -> task.step(marker, change, at));
    }

    private Optional<RedriveEnd> take(RedriveStep step) {
        if (stop.raised()) {
            return Optional.of(new RedriveEnd.Stopped());
        }
        return switch (step) {
            case RedriveStep.Impossible impossible -> Optional.of(new RedriveEnd.Unable(impossible.detail()));
            case RedriveStep.Commit commit -> commit(commit);
        };
    }

    private Optional<RedriveEnd> commit(RedriveStep.Commit commit) {
        return switch (parts.committer().commit(commit.transaction())) {
            case CommitOutcome.Applied applied -> committed(commit);
            case CommitOutcome.Stale stale -> again("somebody else changes what is parked of this item");
            case CommitOutcome.Contended contended -> again(contended.detail());
            case CommitOutcome.Throttled throttled -> again(throttled.detail());
            case CommitOutcome.Unanswered lost -> {
                unanswered = Optional.of(commit);
                yield again(lost.detail());
            }
            case CommitOutcome.Unable unable -> Optional.of(new RedriveEnd.Unable(unable.detail()));
            case CommitOutcome.Rejected rejected -> rejected(commit, rejected);
        };
    }

    private Optional<RedriveEnd> committed(RedriveStep.Commit commit) {
        attempts = 0;
        return switch (commit.effect()) {
            case SETTLED -> {
                settled.accept(commit.change());
                yield Optional.empty();
            }
            case ADVANCED -> Optional.empty();
            case REFUSED -> Optional.of(new RedriveEnd.Refused(noted(commit.change())));
        };
    }

    private ParkedChange noted(ParkedChange change) {
        Iterator<ParkedChange> waiting = parts.lot().changes(item);
        while (waiting.hasNext()) {
            ParkedChange found = waiting.next();
            if (isSame(found, change)) {
                return found;
            }
        }
        return change;
    }

    private Optional<RedriveEnd> rejected(RedriveStep.Commit commit, CommitOutcome.Rejected rejected) {
        String rows =
                commit.transaction().refusedRows(rejected).map(RowKey::toString).collect(Collectors.joining(" and "));
        String reason = "its write" + (rows.isEmpty() ? "" : " to " + rows) + " was refused: " + rejected.detail();
        if (commit.effect() == Effect.REFUSED) {
            return Optional.of(new RedriveEnd.Unable("it cannot be noted that a change was refused: " + reason));
        }
        refusal = Optional.of(new Refusal(commit.change(), reason));
        return Optional.empty();
    }

    private Optional<RedriveEnd> again(String reason) {
        attempts++;
        if (attempts >= MOST_ATTEMPTS) {
            return Optional.of(new RedriveEnd.Unable("gave up after " + attempts + " attempts: " + reason));
        }
        return stop.pause(parts.failures().beforeRetry(attempts))
                ? Optional.empty()
                : Optional.of(new RedriveEnd.Stopped());
    }

    private static boolean isSame(ParkedChange one, ParkedChange other) {
        return one.change().id().equals(other.change().id());
    }
}
