package dev.afterimage.backfill;

import dev.afterimage.audit.AuditLog;
import dev.afterimage.commit.Committer;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Positions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Starts, pauses, resumes and cancels backfills; workers do the rest. Thread-safe. */
public final class Backfilling {
    private static final int ATTEMPTS = 5;

    private final Parts parts;

    /**
     * What it works with.
     *
     * @param retained whether audit entries lapse
     * @param unsettled why the items of a table must not be loaded now, though nothing is wrong with it; whoever would
     *     make it so has to look anew, and sees the backfill that was stored before
     */
    public record Parts(
            Backfills backfills,
            Positions positions,
            AuditLog audit,
            Committer door,
            boolean retained,
            InstantSource clock,
            Function<TableName, Optional<String>> unsettled) {}

    /** What became of a wish. */
    public sealed interface Result {
        record Done(Backfill backfill) implements Result {}

        record Refused(String reason) implements Result {}
    }

    public Backfilling(Parts parts) {
        this.parts = parts;
    }

    /** Opens a backfill of a table, or goes on with opening one. */
    public Result start(TableName table, ScanSettings settings) {
        return begin(table, before -> switch (lateness().of(table, now())) {
            case Lateness.Verdict.TooLate late -> new Result.Refused(late.reason());
            case Lateness.Verdict.Fresh _ -> open(Backfill.open(table, before, settings, now()));
            case Lateness.Verdict.Followed _ -> open(Backfill.open(table, before, settings.afterChanges(), now()));
        });
    }

    /** Opens a repair of a table that is followed, or goes on with opening one. */
    public Result repair(TableName table, ScanSettings settings) {
        Repairing repairing = new Repairing(parts.positions(), parts.audit(), parts.retained());
        return begin(table, before -> {
            Optional<String> impossible = repairing.impossible(table, settings);
            Purpose purpose = new Purpose.Repair(repairing.since(table));
            return impossible
                    .<Result>map(Result.Refused::new)
                    .orElseGet(() -> open(Backfill.open(table, before, purpose, settings, now())));
        });
    }

    private Result begin(TableName table, Function<Optional<Backfill>, Result> opening) {
        Optional<Backfill> before = parts.backfills().of(table);
        if (before.filter(last -> last.state() == BackfillState.OPENING).isPresent()) {
            return open(before.get());
        }
        if (before.filter(last -> last.state() != BackfillState.DONE).isPresent()) {
            return new Result.Refused("the " + before.get().purpose().text() + " of " + table + " from "
                    + before.get().startedAt() + " is " + before.get().state().text()
                    + ": see 'afterimage backfill status " + table + "'");
        }
        Optional<String> unsettled = parts.unsettled().apply(table);
        if (unsettled.isPresent()) {
            return new Result.Refused(unsettled.get());
        }
        return opening.apply(before);
    }

    private Lateness lateness() {
        return new Lateness(parts.positions(), parts.audit(), parts.retained());
    }

    private Result open(Backfill opening) {
        TableName table = opening.table();
        boolean stored = parts.backfills().of(table).filter(opening::equals).isPresent()
                || parts.backfills().put(opening);
        if (!stored) {
            return changed(table);
        }
        Notice notice = new Notice(parts.positions(), parts.door(), parts.clock());
        boolean told = IntStream.range(0, ATTEMPTS).anyMatch(_ -> notice.to(table));
        if (!told) {
            return new Result.Refused(
                    "not every lane of " + table + " could be told of the backfill: " + onceMore(table));
        }
        Optional<String> unsettled = parts.unsettled().apply(table);
        if (unsettled.isPresent()) {
            return tooLate(opening, unsettled.get());
        }
        return switch (opening.purpose()) {
            case Purpose.Load _ -> load(opening);
            case Purpose.Repair _ ->
                new Repairing(parts.positions(), parts.audit(), parts.retained())
                        .begun(table)
                        .<Result>map(reason -> new Result.Refused(reason + ": " + onceMore(table)))
                        .orElseGet(() -> scan(opening));
        };
    }

    private static String onceMore(TableName table) {
        return "say 'afterimage backfill start " + table + "' once more, or 'afterimage backfill cancel " + table + "'";
    }

    private Result load(Backfill opening) {
        // A lane may have applied changes since that was looked at, and before it learnt of the backfill.
        return switch (lateness().since(opening.startedAt(), opening.table(), now())) {
            case Lateness.Verdict.TooLate late -> tooLate(opening, late.reason());
            case Lateness.Verdict.Fresh _ -> scan(opening);
            case Lateness.Verdict.Followed _ -> scan(opening.afterChanges());
        };
    }

    /** Somebody was a moment faster. */
    private Result tooLate(Backfill opening, String reason) {
        parts.backfills().put(opening.cancelled(now()));
        return new Result.Refused(reason);
    }

    private Result scan(Backfill opening) {
        Map<Integer, Segment> before = parts.backfills().segments(opening.table()).stream()
                .collect(Collectors.toMap(Segment::index, Function.identity()));
        IntStream.range(0, opening.segments())
                .mapToObj(index -> Segment.first(opening, index, Optional.ofNullable(before.get(index))))
                .forEach(parts.backfills()::put);
        return moved(opening.scanning());
    }

    public Result pause(TableName table) {
        return move(table, BackfillState.SCANNING, Backfill::paused);
    }

    public Result resume(TableName table) {
        return move(table, BackfillState.PAUSED, Backfill::scanning);
    }

    /** Ends it early. What was loaded stays, and is followed as all else. */
    public Result cancel(TableName table) {
        Optional<Backfill> last = parts.backfills().of(table);
        return last.filter(one -> one.isOpen() && one.state() != BackfillState.DRAINING)
                .map(one -> moved(one.cancelled(now())))
                .orElseGet(() -> refused(table, last, "be cancelled"));
    }

    private Result move(TableName table, BackfillState from, UnaryOperator<Backfill> move) {
        Optional<Backfill> last = parts.backfills().of(table);
        return last.filter(one -> one.state() == from)
                .map(one -> moved(move.apply(one)))
                .orElseGet(() -> refused(table, last, "be " + (from == BackfillState.PAUSED ? "resumed" : "paused")));
    }

    private static Result refused(TableName table, Optional<Backfill> last, String what) {
        return new Result.Refused(last.map(
                        one -> "the backfill of " + table + " is " + one.state().text() + ": it cannot " + what)
                .orElseGet(() ->
                        "there is no backfill of " + table + ": 'afterimage backfill start " + table + "' begins one"));
    }

    private Result moved(Backfill next) {
        return parts.backfills().put(next) ? new Result.Done(next) : changed(next.table());
    }

    private static Result changed(TableName table) {
        return new Result.Refused(
                "the backfill of " + table + " has just been changed by somebody else: look at it, and try again");
    }

    private Instant now() {
        return parts.clock().instant();
    }
}
