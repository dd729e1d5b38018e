package dev.afterimage.simulation;

import dev.afterimage.change.Change;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A copy of each item, in which a change that is lost or out of order shows, and counters that all lanes share, in which
 * one applied twice does. A wide change touches more rows than a transaction takes here.
 */
final class Mirror implements Projection {
    static final String WIDE = "wide ";
    static final DerivedTable COPIES = table("copies");
    static final DerivedTable COUNTERS = table("counters");

    private static final int WIDTH = 15;

    private static DerivedTable table(String name) {
        return DerivedTable.of(TableDefinition.of(name, KeySchema.of(KeyAttribute.string("id"))));
    }

    @Override
    public ProjectionName name() {
        return new ProjectionName("mirror");
    }

    @Override
    public Set<TableName> sources() {
        return Set.of(TestChanges.TABLE);
    }

    @Override
    public List<DerivedTable> tables() {
        return List.of(COPIES, COUNTERS);
    }

    @Override
    public List<Write> project(Change change) {
        List<Write> writes = new ArrayList<>();
        RowKey copy = new RowKey(COPIES.name(), change.key());
        writes.add(change.after()
                .<Write>map(item -> Write.put(copy, item.attributes()))
                .orElseGet(() -> Write.delete(copy)));
        differences(change)
                .forEach((counter, difference) ->
                        writes.add(Write.update(new RowKey(COUNTERS.name(), ItemKey.of("id", counter)))
                                .add("count", difference)));
        return writes;
    }

    private static Map<String, Integer> differences(Change change) {
        Map<String, Integer> differences = new HashMap<>();
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

    /** What the copies are after these changes, reckoned without any write. */
    static Map<ItemKey, Item> copies(List<Change> changes) {
        Map<ItemKey, Item> copies = new HashMap<>();
        for (Change change : changes) {
            change.after().ifPresentOrElse(item -> copies.put(change.key(), item), () -> copies.remove(change.key()));
        }
        return copies;
    }

    /** What the counters are after these changes, reckoned without any write. */
    static Map<ItemKey, Item> counters(List<Change> changes) {
        Map<String, Integer> sums = new HashMap<>();
        changes.forEach(change ->
                differences(change).forEach((counter, difference) -> sums.merge(counter, difference, Integer::sum)));
        Map<ItemKey, Item> counters = new HashMap<>();
        sums.forEach((counter, sum) -> counters.put(
                ItemKey.of("id", counter),
                Item.of(Map.of(
                        "id", AttributeValue.fromS(counter), "count", AttributeValue.fromN(Integer.toString(sum))))));
        return counters;
    }

    static Map<ItemKey, Item> byKey(List<Item> rows) {
        Map<ItemKey, Item> byKey = new HashMap<>();
        rows.forEach(row -> byKey.put(
                ItemKey.of(
                        "id",
                        Optional.of(row).flatMap(item -> item.string("id")).orElseThrow()),
                row));
        return byKey;
    }
}
