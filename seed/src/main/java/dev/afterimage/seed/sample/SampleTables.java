package dev.afterimage.seed.sample;

import dev.afterimage.table.TableDefinition;
import dev.afterimage.table.TableFile;
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
    public static final TableDefinition USERS = TableFile.afterimage().source("users");

    /** The to-do lists, each with its owner. */
    public static final TableDefinition LISTS = TableFile.afterimage().source("lists");

    /** Whom a list is shared with. */
    public static final TableDefinition GUESTS = TableFile.afterimage().source("guests");

    /** What is to be done. */
    public static final TableDefinition ITEMS = TableFile.afterimage().source("items");

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
