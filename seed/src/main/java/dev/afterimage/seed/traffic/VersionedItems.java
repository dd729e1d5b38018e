package dev.afterimage.seed.traffic;

import dev.afterimage.item.Item;
import dev.afterimage.seed.sample.SampleTables;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Changes an item of {@code items} by optimistic locking: reads it, decides, and writes on the condition that its version
 * is still the one that was read; else begins again. Every change makes the version one higher. For one thread.
 */
final class VersionedItems {
    private static final String TABLE = SampleTables.ITEMS.name().value();
    private static final int MOST_CONFLICTS = 50;

    private final TableReads reads;
    private final TableWrites writes;

    VersionedItems(TableReads reads, TableWrites writes) {
        this.reads = reads;
        this.writes = writes;
    }

    /** Changes the item as the decision says, which is asked again after each conflict; an empty one ends it. */
    Outcome change(Map<String, AttributeValue> key, Function<Item, Optional<Edit>> decision) {
        return locked(key, item -> decision.apply(item).map(edit -> () -> writes.update(edit.of(TABLE, key, item))));
    }

    /** The same, on the condition that nobody deletes the item's list. */
    Outcome changeInOpenList(String listId, Map<String, AttributeValue> key, Function<Item, Optional<Edit>> decision) {
        return locked(
                key,
                item -> decision.apply(item)
                        .map(edit -> () -> writes.together(Conditions.listOpen(listId), part(key, item, edit))));
    }

    /** Deletes the item as it is. */
    Outcome delete(Map<String, AttributeValue> key) {
        return locked(
                key,
                item -> Optional.of(() -> writes.delete(Delete.builder()
                        .tableName(TABLE)
                        .key(key)
                        .conditionExpression("version = :version")
                        .expressionAttributeValues(Map.of(":version", version(item)))
                        .build())));
    }

    /** A change as part of a transaction; the item must be as it was read. */
    static TransactWriteItem part(Map<String, AttributeValue> key, Item read, Edit edit) {
        return TransactWriteItem.builder().update(edit.of(TABLE, key, read)).build();
    }

    private Outcome locked(Map<String, AttributeValue> key, Function<Item, Optional<Attempt>> decision) {
        Optional<Item> read = reads.now(SampleTables.ITEMS, key).filter(item -> item.has("version"));
        for (int attempt = 0; attempt < MOST_CONFLICTS; attempt++) {
            Optional<Attempt> write = read.flatMap(decision);
            if (write.isEmpty()) {
                return Outcome.MISSED;
            }
            if (write.get().succeeds()) {
                return Outcome.DONE;
            }
            Predicate<Item> same = sameVersion(read.get());
            read = reads.now(SampleTables.ITEMS, key);
            if (read.filter(same).isPresent()) {
                return Outcome.MISSED;
            }
            writes.conflicted();
        }
        return Outcome.MISSED;
    }

    /** Where the version is still the same, it was another condition that did not hold. */
    private static Predicate<Item> sameVersion(Item read) {
        return item -> version(item).equals(version(read));
    }

    private static AttributeValue version(Item item) {
        return item.get("version").orElseThrow();
    }

    /** A write whose conditions may fail. */
    @FunctionalInterface
    private interface Attempt {
        boolean succeeds();
    }
}
