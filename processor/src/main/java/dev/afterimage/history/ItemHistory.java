package dev.afterimage.history;

import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.UndoNote;
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

    /** The item's changes in this time, in the order of its changes, with what is noted of them. */
    public ItemChanges changes(Period period, AuditFilter filter, PageRequest page) {
        Read<List<UndoNote>> undos = log.undos(table, key);
        Read<Optional<Span>> span = span(period);
        ReadCost before = undos.cost().plus(span.cost());
        if (span.value().isEmpty()) {
            Instant reached = period.from().orElse(Instant.EPOCH);
            return new ItemChanges(new SearchPage<>(List.of(), page.after(), false, reached, before), undos.value());
        }
        SearchPage<AuditRecord> found = log.ofItem(table, key, span.value().get(), filter, page);
        Read<List<AuditNote>> notes = notes(found.entries());
        List<Recorded> recorded = new Annotation(notes.value(), undos.value()).of(found.entries());
        ReadCost cost = before.plus(found.cost()).plus(notes.cost());
        return new ItemChanges(
                new SearchPage<>(recorded, found.end(), found.more(), found.reached(), cost), undos.value());
    }

    private Read<List<AuditNote>> notes(List<AuditRecord> records) {
        if (records.isEmpty()) {
            return new Read<>(List.of(), ReadCost.NONE);
        }
        SequenceNumber one = SequenceNumber.of(records.getFirst().sequence());
        SequenceNumber other = SequenceNumber.of(records.getLast().sequence());
        boolean forward = one.compareTo(other) < 0;
        return log.notes(table, key, forward ? one : other, forward ? other : one);
    }

    /** What the item was at a point in its history. */
    public Read<AsOf> asOf(Target target) {
        return new PastReader(log, table, key).asOf(target);
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
