package dev.afterimage.history;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.util.Optional;

/** Reads what an item was, and adds up what that costs. For one answer. */
final class PastReader {
    private final AuditSearch log;
    private final TableName table;
    private final ItemKey key;
    private ReadCost cost = ReadCost.NONE;

    PastReader(AuditSearch log, TableName table, ItemKey key) {
        this.log = log;
        this.table = table;
        this.key = key;
    }

    Read<AsOf> asOf(Target target) {
        Optional<Stamp> last = last(target);
        AsOf answer = last.map(this::since).orElseGet(this::beforeFirst);
        return new Read<>(answer, cost);
    }

    private Optional<Stamp> last(Target target) {
        return counted(
                switch (target) {
                    case Target.Newest newest -> log.last(table, key, Optional.empty());
                    case Target.At at -> new MomentSearch(log, table, key, at.moment()).lastByThen();
                    case Target.After after -> log.last(table, key, Optional.of(after.sequence()));
                    case Target.Before before ->
                        before.sequence()
                                .previous()
                                .map(previous -> log.last(table, key, Optional.of(previous)))
                                .orElseGet(() -> new Read<>(Optional.<Stamp>empty(), ReadCost.NONE));
                });
    }

    private AsOf since(Stamp last) {
        Optional<Stamp> until = counted(log.first(table, key, Optional.of(last.sequence())));
        return entry(last)
                .<AsOf>map(entry -> new AsOf.Since(entry.change().after(), last, until))
                .orElse(new AsOf.Unknown(until));
    }

    private AsOf beforeFirst() {
        Optional<Stamp> first = counted(log.first(table, key, Optional.empty()));
        Optional<AuditEntry> entry =
                first.flatMap(this::entry).filter(found -> !(found.change() instanceof Change.Loaded));
        return entry.<AsOf>map(found -> new AsOf.BeforeFirst(found.change().before(), first.orElseThrow()))
                .orElse(new AsOf.Unknown(first));
    }

    private Optional<AuditEntry> entry(Stamp stamp) {
        return counted(log.entry(new ChangeId(table, key, stamp.sequence())));
    }

    private <T> T counted(Read<T> read) {
        cost = cost.plus(read.cost());
        return read.value();
    }
}
