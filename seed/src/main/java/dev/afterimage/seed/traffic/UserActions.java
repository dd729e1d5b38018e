package dev.afterimage.seed.traffic;

import dev.afterimage.seed.sample.Phrases;
import dev.afterimage.seed.sample.SampleItems;
import dev.afterimage.seed.sample.SampleTables;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** What users do with their accounts. For one thread. */
final class UserActions {
    private static final String TABLE = SampleTables.USERS.name().value();

    private final TableReads reads;
    private final TableWrites writes;
    private final World world;
    private final Random random;
    private final Phrases phrases;

    UserActions(TableReads reads, TableWrites writes, World world, Random random, Phrases phrases) {
        this.reads = reads;
        this.writes = writes;
        this.world = world;
        this.random = random;
        this.phrases = phrases;
    }

    Outcome signUp() {
        String id = world.newId();
        String email = newEmail();
        if (taken(email)) {
            return Outcome.MISSED;
        }
        boolean added = writes.put(Put.builder()
                .tableName(TABLE)
                .item(SampleItems.user(id, email).attributes())
                .conditionExpression("attribute_not_exists(id)")
                .build());
        if (added) {
            world.addUser(id);
        }
        return Outcome.of(added);
    }

    Outcome changeEmail(String userId) {
        return Outcome.of(writes.update(Update.builder()
                .tableName(TABLE)
                .key(SampleItems.key(userId))
                .updateExpression("SET email = :email")
                .conditionExpression("attribute_exists(id)")
                .expressionAttributeValues(Map.of(":email", SampleItems.text(newEmail())))
                .build()));
    }

    private boolean taken(String email) {
        return !reads.page(QueryRequest.builder()
                        .tableName(TABLE)
                        .indexName("users_by_email")
                        .keyConditionExpression("email = :email")
                        .expressionAttributeValues(Map.of(":email", SampleItems.text(email)))
                        .limit(1)
                        .build())
                .isEmpty();
    }

    private String newEmail() {
        return phrases.email(Integer.toString(random.nextInt(1_000_000), 36));
    }
}
