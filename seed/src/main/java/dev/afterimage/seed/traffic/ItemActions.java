package dev.afterimage.seed.traffic;

import dev.afterimage.item.Item;
import dev.afterimage.seed.sample.Phrases;
import dev.afterimage.seed.sample.SampleItems;
import dev.afterimage.seed.sample.SampleTables;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Get;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** What users do with the items of a list. For one thread. */
final class ItemActions {
    private static final String TABLE = SampleTables.ITEMS.name().value();

    private final TableReads reads;
    private final TableWrites writes;
    private final VersionedItems versioned;
    private final Lifetimes lifetimes;
    private final Random random;
    private final Phrases phrases;

    ItemActions(TableReads reads, TableWrites writes, Lifetimes lifetimes, Random random, Phrases phrases) {
        this.reads = reads;
        this.writes = writes;
        this.versioned = new VersionedItems(reads, writes);
        this.lifetimes = lifetimes;
        this.random = random;
        this.phrases = phrases;
    }

    /** Puts a new item below the others. */
    Outcome add(String listId) {
        return add(
                listId, SampleItems.todo(newKey(listId), phrases.task(), false, nextOrder(listId), Optional.empty()));
    }

    Outcome addFleeting(String listId) {
        return add(
                listId,
                SampleItems.todo(
                        newKey(listId), phrases.task(), false, nextOrder(listId), Optional.of(lifetimes.soon())));
    }

    Outcome edit(String listId) {
        return onSome(
                listId,
                key -> versioned.change(
                        key, item -> Optional.of(new Edit.Set("description", SampleItems.text(phrases.task())))));
    }

    Outcome toggle(String listId) {
        return onSome(
                listId,
                key -> versioned.changeInOpenList(
                        listId,
                        key,
                        item -> Optional.of(new Edit.Set(
                                "done",
                                AttributeValue.fromBool(!item.bool("done").orElse(false))))));
    }

    Outcome renew(String listId) {
        return onSome(
                listId,
                key -> versioned.change(
                        key,
                        item -> lapsing(item)
                                .map(lapsing -> new Edit.Set(
                                        SampleTables.EXPIRES_AT, SampleItems.seconds(lifetimes.later())))));
    }

    Outcome keep(String listId) {
        return onSome(
                listId,
                key -> versioned.change(
                        key, item -> lapsing(item).map(lapsing -> new Edit.Remove(SampleTables.EXPIRES_AT))));
    }

    Outcome delete(String listId) {
        return onSome(listId, versioned::delete);
    }

    /** Reads two items at one moment, and gives each the other's place; both or none. */
    Outcome swap(String listId) {
        List<Item> found = some(listId);
        if (found.size() < 2) {
            return Outcome.MISSED;
        }
        int place = random.nextInt(found.size() - 1);
        List<Item> two = reads.together(
                found.subList(place, place + 2).stream().map(ItemActions::get).toList());
        if (two.size() < 2) {
            return Outcome.MISSED;
        }
        boolean swapped = writes.together(moved(two.get(0), two.get(1)), moved(two.get(1), two.get(0)));
        if (!swapped) {
            writes.conflicted();
        }
        return swapped ? Outcome.DONE : Outcome.MISSED;
    }

    private Outcome add(String listId, Item item) {
        boolean added = writes.together(
                Conditions.listOpen(listId),
                TransactWriteItem.builder()
                        .put(Put.builder()
                                .tableName(TABLE)
                                .item(item.attributes())
                                .conditionExpression("attribute_not_exists(list_id)")
                                .build())
                        .build());
        return added ? Outcome.DONE : Outcome.MISSED;
    }

    private Outcome onSome(String listId, Function<Map<String, AttributeValue>, Outcome> action) {
        List<Item> found = some(listId);
        return found.isEmpty() ? Outcome.MISSED : action.apply(key(found.get(random.nextInt(found.size()))));
    }

    /** Some of the list's items; perhaps not quite as they are now. */
    private List<Item> some(String listId) {
        return reads.page(QueryRequest.builder()
                .tableName(TABLE)
                .keyConditionExpression("list_id = :list")
                .expressionAttributeValues(Map.of(":list", SampleItems.text(listId)))
                .scanIndexForward(random.nextBoolean())
                .limit(20)
                .build());
    }

    private long nextOrder(String listId) {
        return reads
                        .page(QueryRequest.builder()
                                .tableName(TABLE)
                                .indexName("items_by_order")
                                .keyConditionExpression("list_id = :list")
                                .expressionAttributeValues(Map.of(":list", SampleItems.text(listId)))
                                .scanIndexForward(false)
                                .consistentRead(true)
                                .limit(1)
                                .build())
                        .stream()
                        .flatMap(item -> item.number("order").stream())
                        .mapToLong(BigDecimal::longValue)
                        .findFirst()
                        .orElse(0)
                + 1;
    }

    private Map<String, AttributeValue> newKey(String listId) {
        return SampleItems.todoKey(listId, SampleItems.datetime(lifetimes.now()));
    }

    private static Optional<AttributeValue> lapsing(Item item) {
        return item.get(SampleTables.EXPIRES_AT);
    }

    private static Map<String, AttributeValue> key(Item item) {
        return SampleTables.ITEMS.key().keyOf(item).attributes();
    }

    private static TransactGetItem get(Item item) {
        return TransactGetItem.builder()
                .get(Get.builder().tableName(TABLE).key(key(item)).build())
                .build();
    }

    private static TransactWriteItem moved(Item item, Item other) {
        return VersionedItems.part(
                key(item), item, new Edit.Set("order", other.get("order").orElseThrow()));
    }
}
