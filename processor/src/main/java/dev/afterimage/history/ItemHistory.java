package dev.afterimage.history;

import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the audit log tells of one item. Thread-safe. */
public final class ItemHistory {
    private final AuditSearch log;
    private final TableName table;
    private final ItemKey key;

    public ItemHistory(AuditSearch log, TableName table, ItemKey key) {
        this.log = log;
        this.table = table;
        this.key = key;
    }

    /** The item's changes in this time, in the order of its changes. */
    public SearchPage<Recorded> changes(Period period, AuditFilter filter, PageRequest page) {
        Read<Optional<Span>> span = span(period);
        if (span.value().isEmpty()) {
            Instant reached = period.from().orElse(Instant.EPOCH);
            return new SearchPage<>(List.of(), page.after(), false, reached, span.cost());
        }
        SearchPage<AuditRecord> found = log.ofItem(table, key, span.value().get(), filter, page);
        Read<List<Recorded>> noted = noted(found.entries());
        ReadCost cost = span.cost().plus(found.cost()).plus(noted.cost());
        return new SearchPage<>(noted.value(), found.end(), found.more(), found.reached(), cost);
    }

    /** What the item was at a point in its history. */
    public Read<AsOf> asOf(Target target) {
        return new PastReader(log, table, key).asOf(target);
    }

    private Read<List<Recorded>> noted(List<AuditRecord> records) {
        if (records.isEmpty()) {
            return new Read<>(List.of(), ReadCost.NONE);
        }
        SequenceNumber one = SequenceNumber.of(records.getFirst().sequence());
        SequenceNumber other = SequenceNumber.of(records.getLast().sequence());
        boolean forward = one.compareTo(other) < 0;
        return log.notes(table, key, forward ? one : other, forward ? other : one)
                .map(notes -> records.stream()
                        .map(record -> new Recorded(record, ofRecord(record, notes)))
                        .toList());
    }

    private static List<AuditNote> ofRecord(AuditRecord record, List<AuditNote> notes) {
        return notes.stream()
                .filter(note -> note.id().sequence().padded().equals(record.sequence()))
                .toList();
    }

    /** The changes of a time; empty where there are none. */
    private Read<Optional<Span>> span(Period period) {
        Read<Optional<Stamp>> after =
                period.from().map(from -> lastBefore(from)).orElse(new Read<>(Optional.empty(), ReadCost.NONE));
        Read<Optional<Stamp>> upTo =
                period.until().map(until -> lastBefore(until)).orElse(new Read<>(Optional.empty(), ReadCost.NONE));
        boolean none = period.until().isPresent() && upTo.value().isEmpty();
        Span span = new Span(after.value().map(Stamp::sequence), upTo.value().map(Stamp::sequence));
        return new Read<>(
                none ? Optional.empty() : Optional.of(span), after.cost().plus(upTo.cost()));
    }

    private Read<Optional<Stamp>> lastBefore(Instant moment) {
        return new MomentSearch(log, table, key, moment.minusNanos(1)).lastByThen();
    }
}
