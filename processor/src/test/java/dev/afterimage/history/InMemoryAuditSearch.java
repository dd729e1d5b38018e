package dev.afterimage.history;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.AuditSummary;
import dev.afterimage.audit.LinkRows;
import dev.afterimage.audit.RowLink;
import dev.afterimage.audit.UndoNote;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.ledger.Order;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A search of entries in memory. Each question counts as a request of one unit. */
public final class InMemoryAuditSearch implements AuditSearch {
    private static final ReadCost ONE = new ReadCost(1, 1);
    private static final AuditRows ROWS = new AuditRows();

    private final IdentityHashMap<AuditEntry, List<Item>> rows = new IdentityHashMap<>();
    private final List<AuditEntry> entries = new ArrayList<>();
    private final List<AuditNote> notes = new ArrayList<>();
    private final List<UndoNote> undos = new ArrayList<>();

    public void add(AuditEntry... more) {
        for (AuditEntry entry : more) {
            entries.add(entry);
            rows.put(
                    entry,
                    ROWS.encode(entry).stream()
                            .map(write -> ((Write.Put) write).item())
                            .toList());
        }
    }

    public void add(AuditNote note) {
        notes.add(note);
    }

    public void add(UndoNote undo) {
        undos.add(undo);
    }

    @Override
    public Read<List<UndoNote>> undos(TableName table, ItemKey key) {
        return new Read<>(
                undos.stream()
                        .filter(undo -> undo.table().equals(table) && undo.key().equals(key))
                        .sorted(Comparator.comparing(UndoNote::at).reversed())
                        .toList(),
                ONE);
    }

    /** All rows that each entry names lead to it. */
    @Override
    public SearchPage<RowLink> ofRow(RowKey row, PageRequest page) {
        page.after().ifPresent(cursor -> require(cursor, cursor.place().startsWith(LinkRows.PREFIX)));
        List<AuditEntry> found =
                entries.stream().filter(entry -> entry.rows().contains(row)).toList();
        return page(
                found,
                InMemoryAuditSearch::linkPlace,
                page,
                Instant.EPOCH,
                entry -> new RowLink(entry.change().id(), entry.change().changedAt(), entry.operation()));
    }

    @Override
    public SearchPage<AuditSummary> byTime(AuditQuery query, PageRequest page) {
        page.after().ifPresent(cursor -> require(cursor, cursor.place().contains("T")));
        List<AuditEntry> found = entries.stream()
                .filter(entry -> query.tables().contains(entry.change().table()))
                .filter(entry -> query.range().contains(entry.change().changedAt()))
                .filter(query.filter()::matches)
                .toList();
        Instant whole = page.order() == Order.NEWEST_FIRST
                ? query.range().from()
                : query.range().until();
        return page(found, this::place, page, whole, this::summary);
    }

    @Override
    public SearchPage<AuditRecord> ofItem(
            TableName table, ItemKey key, Span span, AuditFilter filter, PageRequest page) {
        page.after().ifPresent(cursor -> require(cursor, !cursor.place().contains("T")));
        List<AuditEntry> found = of(table, key)
                .filter(entry -> span.after()
                        .map(after -> entry.change().sequence().compareTo(after) > 0)
                        .orElse(true))
                .filter(entry -> span.upTo()
                        .map(upTo -> entry.change().sequence().compareTo(upTo) <= 0)
                        .orElse(true))
                .filter(filter::matches)
                .toList();
        return page(
                found,
                entry -> entry.change().sequence().padded(),
                page,
                Instant.EPOCH,
                entry -> AuditRecord.of(rows(entry)));
    }

    private static String linkPlace(AuditEntry entry) {
        Write link = new AuditRows(Optional.empty(), true)
                .link(entry.change(), entry.rows().getFirst(), entry.recordedAt())
                .getFirst();
        return ((Write.Put) link).item().string(AuditRows.SEQUENCE).orElseThrow();
    }

    private static void require(Cursor cursor, boolean own) {
        if (!own) {
            throw new IllegalArgumentException("'" + cursor + "' is no cursor of this search");
        }
    }

    private static <T> SearchPage<T> page(
            List<AuditEntry> found,
            Function<AuditEntry, String> place,
            PageRequest page,
            Instant whole,
            Function<AuditEntry, T> shown) {
        Comparator<AuditEntry> order = Comparator.comparing(place);
        boolean forward = page.order() == Order.OLDEST_FIRST;
        Predicate<AuditEntry> follows = entry -> page.after()
                .map(cursor -> place.apply(entry).compareTo(cursor.place()))
                .map(compared -> forward ? compared > 0 : compared < 0)
                .orElse(true);
        List<AuditEntry> left = found.stream()
                .filter(follows)
                .sorted(forward ? order : order.reversed())
                .toList();
        List<AuditEntry> shownOnes = left.subList(0, Math.min(page.limit(), left.size()));
        boolean more = left.size() > shownOnes.size();
        Optional<Cursor> end =
                shownOnes.isEmpty() ? page.after() : Optional.of(Cursor.of(place.apply(shownOnes.getLast())));
        Instant reached = more ? shownOnes.getLast().change().changedAt() : whole;
        return new SearchPage<>(shownOnes.stream().map(shown).toList(), end, more, reached, ONE);
    }

    private AuditSummary summary(AuditEntry entry) {
        return AuditRows.decodeSummary(rows(entry).getFirst());
    }

    private String place(AuditEntry entry) {
        return rows(entry).getFirst().string(AuditRows.PLACE).orElseThrow();
    }

    private List<Item> rows(AuditEntry entry) {
        return Optional.ofNullable(rows.get(entry)).orElseThrow();
    }

    private Stream<AuditEntry> of(TableName table, ItemKey key) {
        return entries.stream()
                .filter(entry -> entry.change().table().equals(table)
                        && entry.change().key().equals(key))
                .sorted(Comparator.comparing(entry -> entry.change().sequence()));
    }

    @Override
    public Read<Optional<Stamp>> last(TableName table, ItemKey key, Optional<SequenceNumber> upTo) {
        List<Stamp> found = of(table, key)
                .map(InMemoryAuditSearch::stamp)
                .filter(stamp -> upTo.map(bound -> stamp.sequence().compareTo(bound) <= 0)
                        .orElse(true))
                .toList();
        return new Read<>(found.isEmpty() ? Optional.empty() : Optional.of(found.getLast()), ONE);
    }

    @Override
    public Read<Optional<Stamp>> first(TableName table, ItemKey key, Optional<SequenceNumber> after) {
        return new Read<>(
                of(table, key)
                        .map(InMemoryAuditSearch::stamp)
                        .filter(stamp -> after.map(bound -> stamp.sequence().compareTo(bound) > 0)
                                .orElse(true))
                        .findFirst(),
                ONE);
    }

    private static Stamp stamp(AuditEntry entry) {
        Change change = entry.change();
        return new Stamp(change.sequence(), change.changedAt());
    }

    @Override
    public Read<Optional<AuditEntry>> entry(ChangeId id) {
        return new Read<>(
                entries.stream().filter(entry -> entry.change().id().equals(id)).findFirst(), ONE);
    }

    @Override
    public Read<List<AuditNote>> notes(TableName table, ItemKey key, SequenceNumber first, SequenceNumber last) {
        return new Read<>(
                notes.stream()
                        .filter(note -> note.id().table().equals(table)
                                && note.id().key().equals(key))
                        .filter(note -> note.id().sequence().compareTo(first) >= 0
                                && note.id().sequence().compareTo(last) <= 0)
                        .sorted(Comparator.comparing(note -> note.id().sequence()))
                        .toList(),
                ONE);
    }
}
