package dev.afterimage.undo;

import dev.afterimage.history.Read;
import dev.afterimage.history.ReadCost;
import dev.afterimage.item.AttributeValues;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Source tables in memory, with faults that a test may ask for. For one thread. */
public final class InMemorySourceItems implements SourceItems {
    private final Map<String, Item> items = new HashMap<>();
    private final Queue<Function<PutBack, PutBackOutcome>> faults = new ArrayDeque<>();
    private int writes;

    public void put(TableName table, ItemKey key, Item item) {
        items.put(table + "/" + key, item);
    }

    public void delete(TableName table, ItemKey key) {
        items.remove(table + "/" + key);
    }

    /** What happens in the place of the next write that has no fault yet. */
    public void next(Function<PutBack, PutBackOutcome> fault) {
        faults.add(fault);
    }

    /** How many writes have taken effect. */
    public int writes() {
        return writes;
    }

    @Override
    public Read<Optional<Item>> now(TableName table, ItemKey key) {
        return new Read<>(Optional.ofNullable(items.get(table + "/" + key)), new ReadCost(1, 1));
    }

    @Override
    public PutBackOutcome putBack(PutBack putBack) {
        Function<PutBack, PutBackOutcome> fault = faults.poll();
        return fault == null ? write(putBack) : fault.apply(putBack);
    }

    /** Writes, whatever the faults. */
    public PutBackOutcome write(PutBack putBack) {
        Optional<Item> now = now(putBack.table(), putBack.key()).value();
        if (!holds(putBack.seen(), now)) {
            return new PutBackOutcome.Changed();
        }
        writes++;
        Map<String, AttributeValue> becomes =
                new LinkedHashMap<>(now.orElse(Item.empty()).attributes());
        Item wanted = putBack.wanted().orElse(Item.empty());
        putBack.changed()
                .forEach(name -> wanted.get(name)
                        .ifPresentOrElse(value -> becomes.put(name, value), () -> becomes.remove(name)));
        if (putBack.wanted().isPresent()) {
            put(putBack.table(), putBack.key(), Item.of(becomes));
        } else {
            delete(putBack.table(), putBack.key());
        }
        return new PutBackOutcome.Done(putBack.writeUnits(), now);
    }

    private static boolean holds(Optional<Item> seen, Optional<Item> now) {
        if (seen.isEmpty() || now.isEmpty()) {
            return seen.isEmpty() && now.isEmpty();
        }
        return seen.get().attributes().entrySet().stream()
                .allMatch(attribute -> now.get()
                        .get(attribute.getKey())
                        .filter(value -> AttributeValues.same(value, attribute.getValue()))
                        .isPresent());
    }
}
