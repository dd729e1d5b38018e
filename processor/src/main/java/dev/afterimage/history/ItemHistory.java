package dev.afterimage.history;

import dev.afterimage.audit.AuditRecord;
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
    public SearchPage<AuditRecord> changes(Period period, AuditFilter filter, PageRequest page) {
        Read<Optional<Span>> span = span(period);
        if (span.value().isEmpty()) {
            Instant reached = period.from().orElse(Instant.EPOCH);
            return new SearchPage<>(List.of(), page.after(), false, reached, span.cost());
        }
        SearchPage<AuditRecord> found = log.ofItem(table, key, span.value().get(), filter, page);
        return new SearchPage<>(
                found.entries(),
                found.end(),
                found.more(),
                found.reached(),
                found.cost().plus(span.cost()));
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
