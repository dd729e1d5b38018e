package dev.afterimage.undo;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.history.AsOf;
import dev.afterimage.history.AuditSearch;
import dev.afterimage.history.ItemHistory;
import dev.afterimage.history.Read;
import dev.afterimage.history.ReadCost;
import dev.afterimage.history.Stamp;
import dev.afterimage.history.Target;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.DamagedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans what puts an item back to a point in its history. It refuses where the log cannot be trusted to know: by a moment
 * that lies before the log's first change, or behind its last while the item has changed since, as it does where the
 * worker lags. Thread-safe.
 */
public final class UndoPlanner {
    private final AuditSearch log;
    private final SourceItems items;
    private final Map<TableName, String> ttlAttributes;
    private final InstantSource clock;

    /**
     * A planner.
     *
     * @param ttlAttributes for a table, the attribute with the second in which an item lapses
     */
    public UndoPlanner(AuditSearch log, SourceItems items, Map<TableName, String> ttlAttributes, InstantSource clock) {
        this.log = log;
        this.items = items;
        this.ttlAttributes = Map.copyOf(ttlAttributes);
        this.clock = clock;
    }

    public UndoPlan plan(TableName table, ItemKey key, Target target) {
        try {
            return planned(table, key, target);
        } catch (DamagedException damaged) {
            String reason = "the audit log's entry is damaged: " + damaged.getMessage();
            return new UndoPlan.Impossible(table, key, reason, ReadCost.NONE);
        }
    }

    private UndoPlan planned(TableName table, ItemKey key, Target target) {
        Read<AsOf> then = new ItemHistory(log, table, key).asOf(target);
        Read<Optional<Item>> now = items.now(table, key);
        ReadCost cost = then.cost().plus(now.cost());
        Optional<String> doubt = doubt(then.value(), target, now.value());
        if (doubt.isPresent()) {
            return new UndoPlan.Impossible(table, key, doubt.get(), cost);
        }
        Optional<Item> wanted = then.value().image();
        if (wanted.equals(now.value())) {
            return new UndoPlan.Same(table, key, cost);
        }
        PutBack putBack = new PutBack(table, key, now.value(), wanted);
        return putBack.obstacle()
                .<UndoPlan>map(reason -> new UndoPlan.Impossible(table, key, reason, cost))
                .orElseGet(() -> new UndoPlan.Ready(putBack, change(then.value()), warnings(table, wanted), cost));
    }

    private static Optional<SequenceNumber> change(AsOf then) {
        return then instanceof AsOf.Since since ? Optional.of(since.since().sequence()) : Optional.empty();
    }

    /** Why the log does not know for certain what the item was. */
    private static Optional<String> doubt(AsOf then, Target target, Optional<Item> now) {
        return switch (then) {
            case AsOf.Unknown unknown -> Optional.of("the audit log does not tell what it was");
            case AsOf.BeforeFirst before
            when !isBefore(target, before.first()) ->
                Optional.of(
                        "the audit log begins with change #" + before.first().sequence() + " at "
                                + before.first().at()
                                + ", and what the item was earlier nobody knows; what that change found is"
                                + " 'before:" + before.first().sequence() + "'");
            case AsOf.BeforeFirst before -> Optional.empty();
            case AsOf.Since since -> lag(since, target, now);
        };
    }

    private static boolean isBefore(Target target, Stamp first) {
        return target instanceof Target.Before before && before.sequence().equals(first.sequence());
    }

    /** Changes that are not recorded yet may have been before the moment. */
    private static Optional<String> lag(AsOf.Since since, Target target, Optional<Item> now) {
        boolean byTime = target instanceof Target.At || target instanceof Target.Newest;
        return byTime && since.until().isEmpty() && !since.image().equals(now)
                ? Optional.of(
                        "its last change is not in the audit log yet, so that what it was then is not certain: look"
                                + " again when the worker has caught up, or name a change by its number")
                : Optional.empty();
    }

    private List<String> warnings(TableName table, Optional<Item> wanted) {
        List<String> warnings = new ArrayList<>();
        Optional.ofNullable(ttlAttributes.get(table))
                .flatMap(attribute -> wanted.flatMap(image -> image.epochSeconds(attribute)))
                .filter(due -> !due.isAfter(clock.instant()))
                .ifPresent(due -> warnings.add(lapses(due)));
        return warnings;
    }

    private static String lapses(Instant due) {
        return "its time to live was over at " + due + ": DynamoDB will delete it again";
    }
}
