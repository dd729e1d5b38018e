package dev.afterimage.pipeline;

import dev.afterimage.audit.AuditNote;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.ledger.DamagedException;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.pipeline.RedriveStep.Effect;
import dev.afterimage.projection.RowKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final Consumer<Settlement> settled;
    private final Set<AuditNote> unansweredNotes = new HashSet<>();
    private Optional<Attempt> last = Optional.empty();
    private Optional<Refusal> refusal = Optional.empty();
    private int attempts;

    /** A commit that may have taken effect, or that met another's. */
    private record Attempt(RedriveStep.Commit commit, boolean answered) {}

    /** That DynamoDB refused the step about this change. */
    private record Refusal(ParkedChange change, String reason) {}

    RedriveRun(Redriver.Parts parts, StopSignal stop, ParkedItem item, RedriveTask task, Consumer<Settlement> settled) {
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
        Iterator<ParkedRecord> waiting = parts.lot().records(item);
        if (!waiting.hasNext()) {
            landed(Optional.empty());
            return marker.isEmpty() ? Optional.of(new RedriveEnd.Done()) : emptied(marker.get());
        }
        Optional<ParkedRecord> next = task.next(waiting);
        Optional<RedriveEnd> end = landed(next);
        if (end.isPresent()) {
            return end;
        }
        return next.isEmpty()
                ? Optional.of(new RedriveEnd.Done())
                : switch (next.get()) {
                    case ParkedRecord.Whole whole -> whole(marker, whole.change());
                    case ParkedRecord.Damaged damaged -> damaged(marker, damaged);
                };
    }

    /** There was a marker and then no change: somebody has taken them meanwhile, or the table was tampered with. */
    private Optional<RedriveEnd> emptied(Marker marker) {
        if (parts.lot().marker(item).equals(Optional.of(marker))) {
            throw new DamagedException("the marker of " + item + " says that changes wait, and there is none");
        }
        return Optional.empty();
    }

    /** What became of the last commit, where its answer did not tell. */
    private Optional<RedriveEnd> landed(Optional<ParkedRecord> next) {
        Optional<Attempt> attempt = last;
        last = Optional.empty();
        if (attempt.isEmpty()) {
            return Optional.empty();
        }
        ParkedRecord parked = attempt.get().commit().parked();
        Optional<ParkedRecord> found = next.filter(there -> there.id().equals(parked.id()));
        if (found.isEmpty()) {
            attempts = 0;
            settled.accept(settlement(parked));
            return Optional.empty();
        }
        boolean refused = attempt.get().commit().effect() == Effect.REFUSED
                && !attempt.get().answered();
        return refused ? found.flatMap(there -> noted(parked, there)) : Optional.empty();
    }

    /** Who took a change away: the note that was written with it tells. */
    private Settlement settlement(ParkedRecord parked) {
        List<AuditNote> notes = parts.notes().notes(parked.id()).stream()
                .filter(note -> note.projection().equals(item.projection()) && note.action() != AuditNote.Action.PARKED)
                .toList();
        if (notes.stream().anyMatch(unansweredNotes::contains)) {
            return new Settlement.Own(parked);
        }
        return notes.isEmpty() ? new Settlement.Unknown(parked) : new Settlement.Other(parked, notes.getLast());
    }

    /** That a refusal was noted, if so. */
    private static Optional<RedriveEnd> noted(ParkedRecord before, ParkedRecord now) {
        return before instanceof ParkedRecord.Whole read
                        && now instanceof ParkedRecord.Whole found
                        && found.change().revision() > read.change().revision()
                ? Optional.of(new RedriveEnd.Refused(found.change()))
                : Optional.empty();
    }

    private Optional<RedriveEnd> whole(Optional<Marker> marker, ParkedChange change) {
        return marker.isEmpty()
                ? again("changes wait without the marker of their item")
                : take(step(marker.get(), change));
    }

    /** How many others wait counts only where nobody has parked or settled one meanwhile. */
    private Optional<RedriveEnd> damaged(Optional<Marker> marker, ParkedRecord.Damaged damaged) {
        int all = 0;
        for (Iterator<ParkedRecord> there = parts.lot().records(item); there.hasNext(); there.next()) {
            all++;
        }
        return parts.lot().marker(item).equals(marker)
                ? take(task.damaged(marker, damaged, all - 1, parts.clock().instant()))
                : again("somebody else changes what is parked of this item");
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
            case CommitOutcome.Stale stale -> {
                last = Optional.of(new Attempt(commit, true));
                yield again("somebody else changes what is parked of this item");
            }
            case CommitOutcome.Contended contended -> again(contended.detail());
            case CommitOutcome.Throttled throttled -> again(throttled.detail());
            case CommitOutcome.Unanswered lost -> {
                last = Optional.of(new Attempt(commit, false));
                commit.note().ifPresent(unansweredNotes::add);
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
                settled.accept(new Settlement.Own(commit.parked()));
                yield Optional.empty();
            }
            case ADVANCED -> Optional.empty();
            case REFUSED ->
                Optional.of(
                        switch (commit.parked()) {
                            case ParkedRecord.Whole whole -> new RedriveEnd.Refused(asNoted(whole.change()));
                            case ParkedRecord.Damaged damaged -> new RedriveEnd.Damaged(damaged);
                        });
        };
    }

    private ParkedChange asNoted(ParkedChange change) {
        Iterator<ParkedRecord> waiting = parts.lot().records(item);
        while (waiting.hasNext()) {
            if (waiting.next() instanceof ParkedRecord.Whole found && isSame(found.change(), change)) {
                return found.change();
            }
        }
        return change;
    }

    private Optional<RedriveEnd> rejected(RedriveStep.Commit commit, CommitOutcome.Rejected rejected) {
        String rows =
                commit.transaction().refusedRows(rejected).map(RowKey::toString).collect(Collectors.joining(" and "));
        String reason = "its write" + (rows.isEmpty() ? "" : " to " + rows) + " was refused: " + rejected.detail();
        return switch (commit.parked()) {
            case ParkedRecord.Whole whole
            when commit.effect() != Effect.REFUSED -> {
                refusal = Optional.of(new Refusal(whole.change(), reason));
                yield Optional.empty();
            }
            case ParkedRecord.Whole whole ->
                Optional.of(new RedriveEnd.Unable("it cannot be noted that a change was refused: " + reason));
            case ParkedRecord.Damaged damaged -> Optional.of(new RedriveEnd.Unable(reason));
        };
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
