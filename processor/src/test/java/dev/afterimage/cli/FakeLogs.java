package dev.afterimage.cli;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditLog;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.AuditSummary;
import dev.afterimage.audit.Gap;
import dev.afterimage.change.ChangeId;
import dev.afterimage.expiry.Expirations;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.InMemoryExpirations;
import dev.afterimage.feed.ExpiryFeed;
import dev.afterimage.history.AuditSearch;
import dev.afterimage.history.InMemoryAuditSearch;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.ledger.Order;
import dev.afterimage.ledger.Page;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import dev.afterimage.projection.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Logs in memory, in the order in which a test filled them; a page has two entries at most. */
final class FakeLogs implements AuditLog, Expirations {
    private static final int PAGE = 2;
    private static final AuditRows ROWS = new AuditRows(Optional.empty());

    final List<AuditEntry> entries = new ArrayList<>();
    final List<AuditNote> notes = new ArrayList<>();
    final List<Gap> gaps = new ArrayList<>();
    final List<ExpiryEvent> events = new ArrayList<>();

    @Override
    public Page<AuditSummary> ofTable(TableName table, TimeRange range, PageRequest page) {
        List<AuditSummary> found = entries.stream()
                .filter(entry -> entry.change().table().equals(table))
                .map(FakeLogs::head)
                .map(AuditRows::decodeSummary)
                .toList();
        return page(found, AuditSummary::changedAt, range, page);
    }

    @Override
    public Optional<AuditEntry> entry(ChangeId id) {
        return entries.stream().filter(entry -> entry.change().id().equals(id)).findFirst();
    }

    @Override
    public List<AuditNote> notes(TableName table, ItemKey key) {
        return notes.stream()
                .filter(note ->
                        note.id().table().equals(table) && note.id().key().equals(key))
                .toList();
    }

    @Override
    public List<Gap> gaps(TableName table) {
        return gaps.stream().filter(gap -> gap.table().equals(table)).toList();
    }

    @Override
    public Iterator<AuditRecord> records() {
        return entries.stream()
                .map(FakeLogs::rows)
                .map(AuditRecord::of)
                .collect(Collectors.groupingBy(AuditRecord::item))
                .values()
                .stream()
                .flatMap(List::stream)
                .iterator();
    }

    @Override
    public Iterator<AuditRecord> recordsOf(String item) {
        return entries.stream()
                .map(FakeLogs::rows)
                .map(AuditRecord::of)
                .filter(record -> record.item().equals(item))
                .iterator();
    }

    @Override
    public Page<ExpiryEvent> recorded(TimeRange range, PageRequest page) {
        return page(events, ExpiryEvent::recordedAt, range, page);
    }

    /** A feed that is complete to the last of the events. */
    ExpiryFeed feed() {
        InMemoryExpirations log = new InMemoryExpirations(events);
        return log.feedUpTo(() -> events.stream()
                .map(ExpiryEvent::recordedAt)
                .max(Instant::compareTo)
                .orElse(CliRun.NOW.minusSeconds(1)));
    }

    private static <T> Page<T> page(List<T> all, Function<T, Instant> time, TimeRange range, PageRequest request) {
        List<T> inRange = new ArrayList<>(
                all.stream().filter(one -> range.contains(time.apply(one))).toList());
        if (request.order() == Order.NEWEST_FIRST) {
            inRange = inRange.reversed();
        }
        int from =
                request.after().map(cursor -> Integer.parseInt(cursor.place())).orElse(0);
        int to = Math.min(inRange.size(), from + Math.min(PAGE, request.limit()));
        return new Page<>(inRange.subList(from, to), Optional.of(Cursor.of(Integer.toString(to))), to < inRange.size());
    }

    /** A search of the same entries and notes. */
    AuditSearch search() {
        InMemoryAuditSearch search = new InMemoryAuditSearch();
        search.add(entries.toArray(AuditEntry[]::new));
        notes.forEach(search::add);
        return search;
    }

    private static List<Item> rows(AuditEntry entry) {
        return ROWS.encode(entry).stream()
                .map(write -> ((Write.Put) write).item())
                .toList();
    }

    private static Item head(AuditEntry entry) {
        return rows(entry).getFirst();
    }
}
