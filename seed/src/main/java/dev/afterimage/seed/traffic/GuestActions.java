package dev.afterimage.seed.traffic;

import dev.afterimage.item.Item;
import dev.afterimage.seed.sample.SampleItems;
import dev.afterimage.seed.sample.SampleTables;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** What users do with the guests of a list. For one thread. */
final class GuestActions {
    private static final String TABLE = SampleTables.GUESTS.name().value();
    private static final String STILL_AN_INVITATION = "attribute_exists(expires_at)";

    private final TableReads reads;
    private final TableWrites writes;
    private final World world;
    private final Lifetimes lifetimes;
    private final Random random;

    GuestActions(TableReads reads, TableWrites writes, World world, Lifetimes lifetimes, Random random) {
        this.reads = reads;
        this.writes = writes;
        this.world = world;
        this.lifetimes = lifetimes;
        this.random = random;
    }

    Outcome share(String listId) {
        return add(listId, Optional.empty());
    }

    Outcome invite(String listId) {
        return add(listId, Optional.of(lifetimes.soon()));
    }

    Outcome renew(String listId) {
        return some(listId, GuestActions::invited)
                .map(guest -> writes.update(Update.builder()
                        .tableName(TABLE)
                        .key(key(guest))
                        .updateExpression("SET expires_at = :later")
                        .conditionExpression(STILL_AN_INVITATION)
                        .expressionAttributeValues(Map.of(":later", SampleItems.seconds(lifetimes.later())))
                        .build()))
                .map(Outcome::of)
                .orElse(Outcome.MISSED);
    }

    Outcome accept(String listId) {
        return some(listId, GuestActions::invited)
                .map(guest -> writes.update(Update.builder()
                        .tableName(TABLE)
                        .key(key(guest))
                        .updateExpression("REMOVE expires_at")
                        .conditionExpression(STILL_AN_INVITATION)
                        .build()))
                .map(Outcome::of)
                .orElse(Outcome.MISSED);
    }

    Outcome unshare(String listId) {
        return some(listId, guest -> true)
                .map(guest -> writes.delete(Delete.builder()
                        .tableName(TABLE)
                        .key(key(guest))
                        .conditionExpression("attribute_exists(list_id)")
                        .build()))
                .map(Outcome::of)
                .orElse(Outcome.MISSED);
    }

    private Outcome add(String listId, Optional<Instant> expiresAt) {
        return world.someUser(random)
                .map(user -> writes.together(
                        Conditions.listOpen(listId),
                        Conditions.userExists(user),
                        TransactWriteItem.builder()
                                .put(Put.builder()
                                        .tableName(TABLE)
                                        .item(SampleItems.guest(listId, user, expiresAt)
                                                .attributes())
                                        .conditionExpression("attribute_not_exists(list_id)")
                                        .build())
                                .build()))
                .map(Outcome::of)
                .orElse(Outcome.MISSED);
    }

    private Optional<Item> some(String listId, Predicate<Item> which) {
        List<Item> guests = reads
                .page(QueryRequest.builder()
                        .tableName(TABLE)
                        .keyConditionExpression("list_id = :list")
                        .expressionAttributeValues(Map.of(":list", SampleItems.text(listId)))
                        .limit(50)
                        .build())
                .stream()
                .filter(which)
                .toList();
        return guests.isEmpty() ? Optional.empty() : Optional.of(guests.get(random.nextInt(guests.size())));
    }

    private static boolean invited(Item guest) {
        return guest.has(SampleTables.EXPIRES_AT);
    }

    private static Map<String, AttributeValue> key(Item guest) {
        return SampleTables.GUESTS.key().keyOf(guest).attributes();
    }
}
