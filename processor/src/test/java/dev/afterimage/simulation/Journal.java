package dev.afterimage.simulation;

import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.NoteRows;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.commit.Redrive;
import dev.afterimage.commit.Transaction;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.lane.Lane;
import dev.afterimage.parking.ParkedRows;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Notes what has really been committed, in order, and so what has taken effect. */
final class Journal implements Committer {
    private final InMemoryCommitter tables;
    private final List<? extends Projection> projections;
    private final History history;
    private final List<Change> completed = new ArrayList<>();
    private final Map<RowKey, Integer> eventWrites = new HashMap<>();
    private final Set<Effect> parked = new HashSet<>();
    private final Set<Effect> waiting = new HashSet<>();
    private final Map<Effect, Integer> parkedHalfway = new HashMap<>();
    private final List<Effect> effects = new ArrayList<>();
    private final Map<Effect, Integer> discarded = new LinkedHashMap<>();
    private final Map<Effect, AuditNote> settled = new HashMap<>();
    private final List<String> mistakes = new ArrayList<>();
    private final Set<Lane> closed = new HashSet<>();

    /** What a change does for one projection. */
    record Effect(ProjectionName projection, ChangeId change) {
        @Override
        public String toString() {
            return change + " for " + projection;
        }
    }

    Journal(InMemoryCommitter tables, List<? extends Projection> projections, History history) {
        this.tables = tables;
        this.projections = projections;
        this.history = history;
    }

    @Override
    public CommitOutcome commit(Transaction transaction) {
        Map<ChangeId, Integer> partly = appliedOfParked(transaction);
        CommitOutcome outcome = tables.commit(transaction);
        if (outcome instanceof CommitOutcome.Applied) {
            noteHalfway(transaction);
            transaction.writes().stream()
                    .filter(Journal::isEvent)
                    .map(Write::row)
                    .forEach(row -> eventWrites.merge(row, 1, Integer::sum));
            switch (transaction) {
                case CommitPlan plan -> committed(plan);
                case Redrive redrive -> committed(redrive, partly);
            }
        } else {
            history.note(() -> outcome + " of " + inWords(transaction));
        }
        return outcome;
    }

    /** A note says that the rest of a change is parked, of which the audit entry is written. */
    private void noteHalfway(Transaction transaction) {
        notes(transaction)
                .filter(note -> note.action() == AuditNote.Action.PARKED)
                .forEach(note -> parkedHalfway.put(
                        new Effect(note.projection(), note.id()), applied(transaction, note.projection())));
    }

    private static int applied(Transaction transaction, ProjectionName projection) {
        return transaction.writes().stream()
                .filter(write -> write.row().table().equals(ParkedRows.TABLE.name()))
                .map(write -> ((Write.Put) write).item())
                .filter(row -> row.string("projection").equals(Optional.of(projection.value())))
                .flatMap(row -> row.number("applied").stream())
                .mapToInt(Number::intValue)
                .findFirst()
                .orElseThrow();
    }

    private void committed(CommitPlan plan) {
        history.note(() -> "committed " + inWords(plan));
        for (CommitPlan.ParkedNotice notice : plan.parked()) {
            Effect effect = new Effect(notice.projection(), notice.change().id());
            if (!parked.add(effect)) {
                mistakes.add(effect + " was parked twice");
            }
            waiting.add(effect);
        }
        for (Change change : plan.completed()) {
            completed.add(change);
            projections.stream()
                    .filter(projection -> projection.sources().contains(change.table()))
                    .map(projection -> new Effect(projection.name(), change.id()))
                    .filter(effect -> !parked.contains(effect))
                    .forEach(effects::add);
        }
        if (plan.to().closed()) {
            closed.add(plan.to().lane());
        }
    }

    private void committed(Redrive redrive, Map<ChangeId, Integer> partly) {
        List<AuditNote> notes = notes(redrive).toList();
        history.note(() -> "committed " + inWords(redrive));
        for (AuditNote note : notes) {
            Effect effect = new Effect(note.projection(), note.id());
            settled.put(effect, note);
            if (!waiting.remove(effect)) {
                mistakes.add(effect + " was taken from the parking lot, where it was not");
            }
            switch (note.action()) {
                case REDRIVEN -> effects.add(effect);
                case DISCARDED -> discarded.put(effect, partly.getOrDefault(note.id(), 0));
                case PARKED -> mistakes.add(effect + " was parked by an operator");
            }
        }
    }

    /** How many writes of a parked change are applied before it is given up. */
    private Map<ChangeId, Integer> appliedOfParked(Transaction transaction) {
        return transaction instanceof Redrive redrive
                ? notes(redrive)
                        .collect(Collectors.toMap(
                                AuditNote::id,
                                note -> tables.row(redrive.guarded()
                                                .getFirst()
                                                .write()
                                                .row())
                                        .flatMap(row -> row.number("applied"))
                                        .map(Number::intValue)
                                        .orElse(0)))
                : Map.of();
    }

    private static Stream<AuditNote> notes(Transaction transaction) {
        return transaction.writes().stream()
                .filter(write -> write instanceof Write.Put put
                        && put.row().table().equals(AuditRows.TABLE.name())
                        && AuditRows.isNote(put.item()))
                .map(write -> NoteRows.decode(List.of(((Write.Put) write).item())));
    }

    private static boolean isEvent(Write write) {
        return write instanceof Write.Put put
                && (put.row().table().equals(ExpiryRows.TABLE.name())
                        || (put.row().table().equals(AuditRows.TABLE.name()) && AuditRows.isEntry(put.item())));
    }

    private static String inWords(Transaction transaction) {
        return switch (transaction) {
            case CommitPlan plan ->
                plan.from().lane().id() + " from " + plan.from() + " to " + plan.to() + ": "
                        + plan.changes().stream()
                                .map(change -> change.id().toString())
                                .toList()
                        + (plan.parked().isEmpty() ? "" : ", parked " + parkedInWords(plan));
            case Redrive redrive ->
                notes(redrive)
                        .findFirst()
                        .map(note -> note.action() + " " + note.id() + " for " + note.projection())
                        .orElseGet(() ->
                                "a step of " + redrive.guarded().getFirst().write());
        };
    }

    private static List<String> parkedInWords(CommitPlan plan) {
        return plan.parked().stream()
                .map(notice -> notice.change().id() + " for " + notice.projection() + " (" + notice.reason() + ")")
                .toList();
    }

    /** Every change, when the whole of it was committed. */
    List<Change> completed() {
        return completed;
    }

    /** How often each row of the audit log and of the expirations was written. */
    Map<RowKey, Integer> eventWrites() {
        return eventWrites;
    }

    /** What took effect, in order: at once, or when an operator had it redriven. */
    List<Effect> effects() {
        return effects;
    }

    /** Who took a change from the parking lot, and how. */
    Optional<AuditNote> settled(Effect effect) {
        return Optional.ofNullable(settled.get(effect));
    }

    /** How many of a change's writes were applied when the rest was parked; empty where it was not parked so. */
    Optional<Integer> parkedHalfway(Effect effect) {
        return Optional.ofNullable(parkedHalfway.get(effect));
    }

    /** All that was ever parked. */
    Set<Effect> parked() {
        return parked;
    }

    /** Whether anything is parked now. */
    boolean anyWaits() {
        return !waiting.isEmpty();
    }

    boolean waits(Effect effect) {
        return waiting.contains(effect);
    }

    /** How many writes of a change are to be found that was given up; empty where it was not. */
    Optional<Integer> discarded(Effect effect) {
        return Optional.ofNullable(discarded.get(effect));
    }

    /** What contradicts what was committed before. */
    List<String> mistakes() {
        return mistakes;
    }

    boolean isClosed(Lane lane) {
        return closed.contains(lane);
    }
}
