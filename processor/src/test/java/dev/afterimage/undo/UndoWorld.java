package dev.afterimage.undo;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.AuditSamples;
import dev.afterimage.audit.UndoNote;
import dev.afterimage.audit.UndoRows;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.commit.Transaction;
import dev.afterimage.history.InMemoryAuditSearch;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.ManualClock;
import dev.afterimage.pipeline.ManualStop;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.projection.DerivedTable;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.function.Function;

/** An audit log, a source table and whoever puts its items back, in memory. */
public final class UndoWorld {
    public static final TableName ITEMS = AuditSamples.TABLE;

    public final InMemoryAuditSearch log = new InMemoryAuditSearch();
    public final InMemorySourceItems items = new InMemorySourceItems();
    public final ManualClock clock = new ManualClock();
    public final ManualStop stop = new ManualStop(clock);
    public final Queue<Function<Transaction, CommitOutcome>> commitFaults = new ArrayDeque<>();
    public final InMemoryCommitter tables = new InMemoryCommitter(List.of(DerivedTable.of(AuditRows.TABLE)));
    public final UndoPlanner planner = new UndoPlanner(log, items, Map.of(ITEMS, "expires_at"), clock);

    private final Committer committer = transaction -> {
        Function<Transaction, CommitOutcome> fault = commitFaults.poll();
        return fault == null ? tables.commit(transaction) : fault.apply(transaction);
    };

    Undoer undoer() {
        return undoer(new Undoer.Author("ann", Optional.of("a bad deploy")), stop);
    }

    public Undoer undoer(Undoer.Author author, StopSignal signal) {
        Undoer.Parts parts = new Undoer.Parts(
                planner,
                items,
                committer,
                new UndoRows(Optional.empty()),
                FailurePolicy.standard(new Random(1)),
                clock);
        return new Undoer(parts, author, signal);
    }

    /** A change of a list's item that the log has; the table is as it left it. */
    public void change(long sequence, String list, Optional<Item> before, Optional<Item> after) {
        ChangeId id = AuditSamples.id(sequence, list);
        Instant at = AuditSamples.at(sequence);
        Change change = before.isEmpty()
                ? new Change.Inserted(id, at, after.orElseThrow())
                : after.<Change>map(image -> new Change.Modified(id, at, before.get(), image))
                        .orElseGet(() -> new Change.Removed(id, at, before.get()));
        log.add(new AuditEntry(change, at.plusSeconds(1), Optional.of("U1"), List.of()));
        now(list, after);
    }

    public void now(String list, Optional<Item> image) {
        image.ifPresentOrElse(item -> items.put(ITEMS, key(list), item), () -> items.delete(ITEMS, key(list)));
    }

    public Optional<Item> now(String list) {
        return items.now(ITEMS, key(list)).value();
    }

    public static ItemKey key(String list) {
        return AuditSamples.id(1, list).key();
    }

    public static Optional<Item> text(String list, String text) {
        return Optional.of(AuditSamples.item(AuditSamples.id(1, list), text));
    }

    /** What the log notes of undos. */
    public List<UndoNote> notes() {
        return tables.rows(AuditRows.TABLE.name()).stream()
                .map(UndoRows::decode)
                .toList();
    }
}
