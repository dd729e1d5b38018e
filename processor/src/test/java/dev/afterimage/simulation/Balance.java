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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A copy of each item, and sums over all items to which each change adds the difference that it makes: whatever is shown to
 * it that does not begin where it ended before, is left out or comes twice, shows in the sums for ever.
 */
final class Balance implements Projection {
    private static final int WIDTH = 15;

    private final ProjectionName name;
    private final int version;
    private final Poisons poisons;
    private final DerivedTable copies;
    private final DerivedTable sums;

    Balance(String name, Poisons poisons) {
        this(name, 1, poisons);
    }

    /** A version of it: each counts otherwise. */
    Balance(String name, int version, Poisons poisons) {
        this.name = new ProjectionName(name);
        this.version = version;
        this.poisons = poisons;
        this.copies = table(versionName() + "_copies");
        this.sums = table(versionName() + "_sums");
    }

    private static DerivedTable table(String name) {
        return DerivedTable.of(TableDefinition.of(name, KeySchema.of(KeyAttribute.string("id"))));
    }

    @Override
    public ProjectionName name() {
        return name;
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public Set<TableName> sources() {
        return Set.of(SimulatedStream.THINGS);
    }

    @Override
    public List<DerivedTable> tables() {
        return List.of(copies, sums);
    }

    DerivedTable copies() {
        return copies;
    }

    DerivedTable sums() {
        return sums;
    }

    @Override
    public List<Write> project(Change change) {
        Optional<Poison> poison = poisons.of(versionName(), change.id());
        if (poison.isPresent()) {
            if (poison.get() == Poison.HANGS) {
                throw new Mirror.Hanging();
            }
            throw new IllegalStateException("poisoned");
        }
        List<Write> writes = new ArrayList<>();
        RowKey copy = new RowKey(copies.name(), change.key());
        writes.add(change.after()
                .<Write>map(item -> Write.put(copy, copyOf(item).attributes()))
                .orElseGet(() -> Write.delete(copy)));
        Map<String, Integer> differences = new TreeMap<>(share(change.after()));
        share(change.before()).forEach((sum, before) -> differences.merge(sum, -before, Integer::sum));
        differences.forEach((sum, difference) -> {
            if (difference != 0) {
                writes.add(Write.update(new RowKey(sums.name(), ItemKey.of("id", sum)))
                        .add("sum", difference));
            }
        });
        return writes;
    }

    static Item copyOf(Item item) {
        Map<String, AttributeValue> copy = new HashMap<>();
        copy.put("id", item.get("id").orElseThrow());
        copy.put("of", AttributeValue.fromM(item.attributes()));
        return Item.of(copy);
    }

    /** What the sums are over these items, without those that are nought. */
    Map<String, Integer> sums(Collection<Item> items) {
        Map<String, Integer> sums = new TreeMap<>();
        items.forEach(item -> share(Optional.of(item)).forEach((sum, share) -> sums.merge(sum, share, Integer::sum)));
        sums.values().removeIf(sum -> sum == 0);
        return sums;
    }

    private Map<String, Integer> share(Optional<Item> item) {
        Map<String, Integer> share = new TreeMap<>();
        String value = item.flatMap(image -> image.string("value")).orElse("");
        if (item.isPresent()) {
            share.put("items", 1);
            share.put("length", version * value.length());
        }
        if (value.startsWith(Mirror.WIDE)) {
            IntStream.range(0, WIDTH).forEach(i -> share.put("wide-" + i, 1));
        }
        return share;
    }
}
