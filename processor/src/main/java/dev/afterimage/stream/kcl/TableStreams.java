package dev.afterimage.stream.kcl;

import dev.afterimage.dynamo.OwnTables;
import dev.afterimage.item.TableName;
import dev.afterimage.stream.StreamArn;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Finds the streams of tables, and sees to their lease tables. Thread-safe. */
final class TableStreams {
    private final StreamAccess access;

    TableStreams(StreamAccess access) {
        this.access = access;
    }

    /** The table's present stream; empty where it is disabled. */
    Optional<StreamArn> current(TableName table) {
        TableDescription described = source(table);
        StreamSpecification specification = described.streamSpecification();
        return specification == null || !specification.streamEnabled()
                ? Optional.empty()
                : Optional.ofNullable(described.latestStreamArn()).map(arn -> inRegion(new StreamArn(arn)));
    }

    /** The name of the table's partition key, which never changes. */
    String partitionKey(TableName table) {
        return source(table).keySchema().stream()
                .filter(element -> element.keyType() == KeyType.HASH)
                .map(KeySchemaElement::attributeName)
                .findFirst()
                .orElseThrow();
    }

    private TableDescription source(TableName table) {
        try {
            return access.sources()
                    .describeTable(request -> request.tableName(table.value()))
                    .table();
        } catch (ResourceNotFoundException missing) {
            throw new IllegalStateException("the table does not exist", missing);
        }
    }

    /** DynamoDB Local names no region, and KCL takes none but real ones. */
    private StreamArn inRegion(StreamArn arn) {
        return arn.region().equals(StreamArn.EMBEDDED_REGION)
                ? arn.inRegion(access.region().id())
                : arn;
    }

    /** Makes sure of a lease table, complete with its index: KCL would add that later, and wait for it. */
    void ensureLeaseTable(TableName table, boolean create) {
        if (exists(table)) {
            return;
        }
        if (!create) {
            throw new IllegalStateException("its lease table " + table + " does not exist; create it first");
        }
        try {
            call(() -> client().createTable(OwnTables.leases(table).createRequest())
                    .join());
        } catch (ResourceInUseException createdByAnother) {
            // Then that worker waits for it, too.
        }
        call(() -> client().waiter()
                .waitUntilTableExists(request -> request.tableName(table.value()))
                .join());
    }

    private boolean exists(TableName table) {
        try {
            call(() -> client().describeTable(request -> request.tableName(table.value()))
                    .join());
            return true;
        } catch (ResourceNotFoundException missing) {
            return false;
        }
    }

    private DynamoDbAsyncClient client() {
        return access.tables();
    }

    private static <T> T call(Supplier<T> call) {
        try {
            return call.get();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }
}
