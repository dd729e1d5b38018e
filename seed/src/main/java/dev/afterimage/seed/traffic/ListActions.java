package dev.afterimage.seed.traffic;

import dev.afterimage.item.Item;
import dev.afterimage.seed.sample.Phrases;
import dev.afterimage.seed.sample.SampleItems;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.table.TableDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What users do with whole lists. For one thread. */
final class ListActions {
    private static final String TABLE = SampleTables.LISTS.name().value();

    private final TableReads reads;
    private final TableWrites writes;
    private final World world;
    private final Lifetimes lifetimes;
    private final Random random;
    private final Phrases phrases;

    ListActions(
            TableReads reads, TableWrites writes, World world, Lifetimes lifetimes, Random random, Phrases phrases) {
        this.reads = reads;
        this.writes = writes;
        this.world = world;
        this.lifetimes = lifetimes;
        this.random = random;
        this.phrases = phrases;
    }

    Outcome create(String owner) {
        String id = world.newId();
        boolean created = created(id, owner);
        if (created) {
            world.addList(id);
        }
        return Outcome.of(created);
    }

    /** Fills the list before anybody knows of it, so that nobody deletes it meanwhile. */
    Outcome importItems(String owner) {
        String id = world.newId();
        if (!created(id, owner)) {
            return Outcome.MISSED;
        }
        writes.batch(SampleTables.ITEMS, items(id, 10 + random.nextInt(40)));
        world.addList(id);
        return Outcome.DONE;
    }

    Outcome rename(String id) {
        return Outcome.of(writes.update(Update.builder()
                .tableName(TABLE)
                .key(SampleItems.key(id))
                .updateExpression("SET title = :title")
                .conditionExpression(Conditions.OPEN)
                .expressionAttributeValues(Map.of(":title", SampleItems.text(phrases.title())))
                .build()));
    }

    Outcome delete(String id) {
        boolean marked = world.removeList(id)
                && writes.update(Update.builder()
                        .tableName(TABLE)
                        .key(SampleItems.key(id))
                        .updateExpression("SET under_deletion = :true")
                        .conditionExpression(Conditions.OPEN)
                        .expressionAttributeValues(Map.of(":true", AttributeValue.fromBool(true)))
                        .build());
        return marked ? finishDeletion(id) : Outcome.MISSED;
    }

    /** Removes what is on a list that is marked, then the list. */
    Outcome finishDeletion(String id) {
        empty(SampleTables.GUESTS, id);
        empty(SampleTables.ITEMS, id);
        return Outcome.of(writes.delete(Delete.builder()
                .tableName(TABLE)
                .key(SampleItems.key(id))
                .conditionExpression("attribute_exists(under_deletion)")
                .build()));
    }

    private boolean created(String id, String owner) {
        return writes.together(
                Conditions.userExists(owner),
                TransactWriteItem.builder()
                        .put(Put.builder()
                                .tableName(TABLE)
                                .item(SampleItems.list(id, owner, phrases.title())
                                        .attributes())
                                .conditionExpression("attribute_not_exists(id)")
                                .build())
                        .build());
    }

    private List<WriteRequest> items(String listId, int count) {
        Instant now = lifetimes.now();
        return IntStream.rangeClosed(1, count)
                .mapToObj(order -> SampleItems.todo(
                        SampleItems.todoKey(listId, SampleItems.datetime(now.plusMillis(order))),
                        phrases.task(),
                        random.nextInt(4) == 0,
                        order,
                        Optional.empty()))
                .map(item -> WriteRequest.builder()
                        .putRequest(put -> put.item(item.attributes()))
                        .build())
                .toList();
    }

    private void empty(TableDefinition table, String listId) {
        List<Item> found = reads.all(QueryRequest.builder()
                .tableName(table.name().value())
                .keyConditionExpression("list_id = :list")
                .expressionAttributeValues(Map.of(":list", SampleItems.text(listId)))
                .consistentRead(true)
                .build());
        writes.batch(
                table,
                found.stream()
                        .map(item -> table.key().keyOf(item).attributes())
                        .map(key -> WriteRequest.builder()
                                .deleteRequest(delete -> delete.key(key))
                                .build())
                        .toList());
    }
}
