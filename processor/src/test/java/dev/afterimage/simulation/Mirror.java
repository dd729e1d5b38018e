package dev.afterimage.simulation;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.simulation.Poisons.Poison;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A copy of each item, in which a change that is lost or out of order shows, and counters that all lanes share, in which
 * one applied twice does. A wide change touches more rows than a transaction takes here.
 */
final class Mirror implements Projection {
    static final String WIDE = "wide ";
    /** The attribute for which DynamoDB refuses a write, and the one for which it does not say so. */
    static final String BAD = "bad";

    static final String BAD_UNNAMED = "bad_unnamed";

    private static final int WIDTH = 15;
    private static final AttributeValue TOO_LONG = AttributeValue.fromN("1".repeat(39));

    private final ProjectionName name;
    private final Set<TableName> sources;
    private final Poisons poisons;
    private final DerivedTable copies;
    private final DerivedTable counters;

    /** Its answer does not come in time. */
    static final class Hanging extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    Mirror(String name, Set<TableName> sources, Poisons poisons) {
        this.name = new ProjectionName(name);
        this.sources = sources;
        this.poisons = poisons;
        this.copies = table(name + "_copies");
        this.counters = table(name + "_counters");
    }

    private static DerivedTable table(String name) {
        return DerivedTable.of(TableDefinition.of(name, KeySchema.of(KeyAttribute.string("id"))));
    }

    @Override
    public ProjectionName name() {
        return name;
    }

    @Override
    public Set<TableName> sources() {
        return sources;
    }

    @Override
    public List<DerivedTable> tables() {
        return List.of(copies, counters);
    }

    DerivedTable copies() {
        return copies;
    }

    DerivedTable counters() {
        return counters;
    }

    /** The rows that a change writes, in their order. */
    List<RowKey> rows(Change change) {
        return Stream.concat(
                        Stream.of(new RowKey(copies.name(), copyKey(change))),
                        differences(change).keySet().stream()
                                .map(counter -> new RowKey(counters.name(), ItemKey.of("id", counter))))
                .toList();
    }

    @Override
    public List<Write> project(Change change) {
        Optional<Poison> poison = poisons.of(name, change.id());
        if (poison.equals(Optional.of(Poison.THROWS))) {
            throw new IllegalStateException("poisoned");
        }
        if (poison.equals(Optional.of(Poison.HANGS))) {
            throw new Hanging();
        }
        List<Write> writes = new ArrayList<>();
        RowKey copy = new RowKey(copies.name(), copyKey(change));
        writes.add(change.after()
                .<Write>map(
                        item -> Write.put(copy, Map.of("id", id(copy), "of", AttributeValue.fromM(item.attributes()))))
                .orElseGet(() -> Write.delete(copy)));
        differences(change)
                .forEach((counter, difference) ->
                        writes.add(Write.update(new RowKey(counters.name(), ItemKey.of("id", counter)))
                                .add("count", difference)));
        poison.ifPresent(kind -> spoil(writes, change, kind == Poison.REFUSED ? BAD : BAD_UNNAMED));
        return writes;
    }

    /** Makes one of the writes, here this one and there another, such that DynamoDB refuses it. */
    private static void spoil(List<Write> writes, Change change, String attribute) {
        int first = Integer.parseInt(change.sequence().digits()) % writes.size();
        int index = writes.get(first) instanceof Write.Delete ? 1 : first;
        writes.set(
                index,
                switch (writes.get(index)) {
                    case Write.Put put -> Write.put(put.row(), with(put.item(), attribute));
                    case Write.Update update -> update.set(attribute, TOO_LONG);
                    case Write.Delete delete -> delete;
                });
    }

    private static Map<String, AttributeValue> with(Item item, String attribute) {
        Map<String, AttributeValue> attributes = new HashMap<>(item.attributes());
        attributes.put(attribute, TOO_LONG);
        return attributes;
    }

    private static ItemKey copyKey(Change change) {
        return ItemKey.of("id", change.id().item());
    }

    private static AttributeValue id(RowKey row) {
        return Optional.ofNullable(row.key().attributes().get("id")).orElseThrow();
    }

    private static Map<String, Integer> differences(Change change) {
        Map<String, Integer> differences = new LinkedHashMap<>();
        differences.put("changes", 1);
        int items = change.after().map(item -> 1).orElse(0)
                - change.before().map(item -> 1).orElse(0);
        if (items != 0) {
            differences.put("items", items);
        }
        if (change.after()
                .flatMap(item -> item.string("value"))
                .filter(value -> value.startsWith(WIDE))
                .isPresent()) {
            IntStream.range(0, WIDTH).forEach(i -> differences.put("wide-" + i, 1));
        }
        return differences;
    }

    /**
     * What the copies are after these changes, reckoned without any write.
     *
     * @param effects how many of a change's effects there are to be, of which the copy is the first
     */
    static Map<ItemKey, Item> copies(List<Change> changes, ToIntFunction<Change> effects) {
        Map<ItemKey, Item> copies = new HashMap<>();
        for (Change change : changes) {
            if (effects.applyAsInt(change) > 0) {
                ItemKey key = copyKey(change);
                change.after()
                        .ifPresentOrElse(
                                item -> copies.put(
                                        key, Item.of(key, Map.of("of", AttributeValue.fromM(item.attributes())))),
                                () -> copies.remove(key));
            }
        }
        return copies;
    }

    /** What the counters are after these changes, reckoned without any write. */
    static Map<ItemKey, Item> counters(List<Change> changes, ToIntFunction<Change> effects) {
        Map<String, Integer> sums = new HashMap<>();
        for (Change change : changes) {
            differences(change).entrySet().stream()
                    .limit(Math.max(0, effects.applyAsInt(change) - 1))
                    .forEach(difference -> sums.merge(difference.getKey(), difference.getValue(), Integer::sum));
        }
        Map<ItemKey, Item> counters = new HashMap<>();
        sums.forEach((counter, sum) -> counters.put(
                ItemKey.of("id", counter),
                Item.of(Map.of(
                        "id", AttributeValue.fromS(counter), "count", AttributeValue.fromN(Integer.toString(sum))))));
        return counters;
    }

    static Map<ItemKey, Item> byKey(List<Item> rows) {
        Map<ItemKey, Item> byKey = new HashMap<>();
        rows.forEach(row -> byKey.put(ItemKey.of("id", row.string("id").orElseThrow()), row));
        return byKey;
    }
}
