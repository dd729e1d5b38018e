package dev.afterimage.seed.sample;

import static dev.afterimage.table.KeyAttribute.number;
import static dev.afterimage.table.KeyAttribute.string;
import static software.amazon.awssdk.services.dynamodb.model.ProjectionType.ALL;
import static software.amazon.awssdk.services.dynamodb.model.ProjectionType.INCLUDE;
import static software.amazon.awssdk.services.dynamodb.model.ProjectionType.KEYS_ONLY;

import dev.afterimage.table.IndexDefinition;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/** The four tables of the sample domain, exactly as programs that were written for them know them. */
public final class SampleTables {
    /** The attribute by which guests and items lapse. */
    public static final String EXPIRES_AT = "expires_at";

    /** Who is there. */
    public static final TableDefinition USERS = TableDefinition.of(
                    "users",
                    KeySchema.of(string("id")),
                    IndexDefinition.global("users_by_email", KeySchema.of(string("email")), INCLUDE, "email"))
            .withStream();

    /** The to-do lists, each with its owner. */
    public static final TableDefinition LISTS = TableDefinition.of(
                    "lists",
                    KeySchema.of(string("id")),
                    IndexDefinition.global("lists_by_user_id", KeySchema.of(string("user_id")), INCLUDE, "id", "title"))
            .withStream();

    /** Whom a list is shared with. */
    public static final TableDefinition GUESTS = TableDefinition.of(
                    "guests",
                    KeySchema.of(string("list_id"), string("user_id")),
                    IndexDefinition.global(
                            "guests_by_user_id", KeySchema.of(string("user_id"), string("list_id")), KEYS_ONLY))
            .withStream()
            .withTimeToLive(EXPIRES_AT);

    /** What is to be done. */
    public static final TableDefinition ITEMS = TableDefinition.of(
                    "items",
                    KeySchema.of(string("list_id"), string("datetime")),
                    IndexDefinition.local("items_by_order", KeySchema.of(string("list_id"), number("order")), ALL))
            .withStream()
            .withTimeToLive(EXPIRES_AT);

    private SampleTables() {}

    public static List<TableDefinition> all() {
        return List.of(USERS, LISTS, GUESTS, ITEMS);
    }

    /**
     * Creates what is missing, waits until all are active, and switches TTL on. A table that exists is left as it is.
     *
     * @return the tables that were created
     */
    public static List<TableDefinition> create(DynamoDbClient client) {
        List<TableDefinition> created =
                all().stream().filter(table -> createOne(client, table)).toList();
        try (DynamoDbWaiter waiter = DynamoDbWaiter.builder().client(client).build()) {
            all().forEach(table -> waiter.waitUntilTableExists(
                    request -> request.tableName(table.name().value())));
        }
        all().forEach(table -> table.timeToLive().ifPresent(attribute -> enable(client, table, attribute)));
        return created;
    }

    private static boolean createOne(DynamoDbClient client, TableDefinition table) {
        try {
            client.describeTable(request -> request.tableName(table.name().value()));
            return false;
        } catch (ResourceNotFoundException missing) {
            return create(client, table);
        }
    }

    /** Another process may do the same at this moment. */
    private static boolean create(DynamoDbClient client, TableDefinition table) {
        try {
            client.createTable(table.createRequest());
            return true;
        } catch (ResourceInUseException exists) {
            return false;
        }
    }

    private static void enable(DynamoDbClient client, TableDefinition table, String attribute) {
        String name = table.name().value();
        TimeToLiveStatus status = client.describeTimeToLive(request -> request.tableName(name))
                .timeToLiveDescription()
                .timeToLiveStatus();
        if (status != TimeToLiveStatus.ENABLED && status != TimeToLiveStatus.ENABLING) {
            client.updateTimeToLive(request -> request.tableName(name)
                    .timeToLiveSpecification(ttl -> ttl.attributeName(attribute).enabled(true)));
        }
    }
}
