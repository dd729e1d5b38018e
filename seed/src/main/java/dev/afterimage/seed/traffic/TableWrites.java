package dev.afterimage.seed.traffic;

import dev.afterimage.item.Item;
import dev.afterimage.seed.batch.Backoff;
import dev.afterimage.seed.batch.BatchWriter;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.table.TableDefinition;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The writes that the application makes. Each says whether its conditions held, begins again where it met another
 * transaction, and is reported once acknowledged. For one thread.
 */
final class TableWrites {
    private static final int MOST_CONFLICTS = 20;
    private static final Map<String, TableDefinition> TABLES = SampleTables.all().stream()
            .collect(Collectors.toMap(table -> table.name().value(), Function.identity()));

    private final DynamoDbClient client;
    private final Backoff backoff;
    private final BatchWriter batches;
    private final TrafficListener listener;
    private final InstantSource clock;
    private int conflicts;

    TableWrites(DynamoDbClient client, Backoff backoff, TrafficListener listener, InstantSource clock) {
        this.client = client;
        this.backoff = backoff;
        this.batches = new BatchWriter(client, backoff);
        this.listener = listener;
        this.clock = clock;
    }

    boolean put(Put put) {
        return write(
                () -> client.putItem(request -> request.tableName(put.tableName())
                        .item(put.item())
                        .conditionExpression(put.conditionExpression())),
                List.of(TransactWriteItem.builder().put(put).build()));
    }

    boolean update(Update update) {
        return write(
                () -> client.updateItem(request -> request.tableName(update.tableName())
                        .key(update.key())
                        .updateExpression(update.updateExpression())
                        .conditionExpression(update.conditionExpression())
                        .expressionAttributeNames(
                                update.hasExpressionAttributeNames() ? update.expressionAttributeNames() : null)
                        .expressionAttributeValues(
                                update.hasExpressionAttributeValues() ? update.expressionAttributeValues() : null)),
                List.of(TransactWriteItem.builder().update(update).build()));
    }

    boolean delete(Delete delete) {
        return write(
                () -> client.deleteItem(request -> request.tableName(delete.tableName())
                        .key(delete.key())
                        .conditionExpression(delete.conditionExpression())
                        .expressionAttributeValues(
                                delete.hasExpressionAttributeValues() ? delete.expressionAttributeValues() : null)),
                List.of(TransactWriteItem.builder().delete(delete).build()));
    }

    /** All of it or nothing. */
    boolean together(TransactWriteItem... parts) {
        List<TransactWriteItem> all = List.of(parts);
        return write(() -> client.transactWriteItems(request -> request.transactItems(all)), all);
    }

    /** All of it, in no order, without conditions. */
    void batch(TableDefinition table, List<WriteRequest> writes) {
        String name = table.name().value();
        for (int from = 0; from < writes.size(); from += BatchWriter.MOST) {
            List<WriteRequest> part = writes.subList(from, Math.min(writes.size(), from + BatchWriter.MOST));
            batches.write(Map.of(name, part));
            part.forEach(write -> acknowledged(name, attributes(write)));
        }
    }

    /** Another was faster: whoever noticed it begins again. */
    void conflicted() {
        conflicts++;
    }

    /** How many conflicts there were since the last question. */
    int takeConflicts() {
        int taken = conflicts;
        conflicts = 0;
        return taken;
    }

    private boolean write(Runnable call, List<TransactWriteItem> parts) {
        for (int attempt = 1; ; attempt++) {
            try {
                call.run();
                parts.forEach(this::acknowledged);
                return true;
            } catch (ConditionalCheckFailedException refused) {
                return false;
            } catch (TransactionConflictException conflict) {
                waitAfter(conflict, attempt);
            } catch (TransactionCanceledException canceled) {
                if (has(canceled, "ConditionalCheckFailed")) {
                    return false;
                }
                if (!has(canceled, "TransactionConflict")) {
                    throw canceled;
                }
                waitAfter(canceled, attempt);
            }
        }
    }

    private void waitAfter(RuntimeException conflict, int attempt) {
        conflicted();
        if (attempt == MOST_CONFLICTS || !backoff.await(attempt)) {
            throw conflict;
        }
    }

    private static boolean has(TransactionCanceledException canceled, String code) {
        return canceled.cancellationReasons().stream()
                .map(CancellationReason::code)
                .anyMatch(code::equals);
    }

    private void acknowledged(TransactWriteItem part) {
        if (part.put() != null) {
            acknowledged(part.put().tableName(), part.put().item());
        } else if (part.update() != null) {
            acknowledged(part.update().tableName(), part.update().key());
        } else if (part.delete() != null) {
            acknowledged(part.delete().tableName(), part.delete().key());
        }
    }

    private void acknowledged(String name, Map<String, AttributeValue> attributes) {
        TableDefinition table = Objects.requireNonNull(TABLES.get(name), name);
        listener.acknowledged(table.name(), table.key().keyOf(Item.of(attributes)), clock.instant());
    }

    private static Map<String, AttributeValue> attributes(WriteRequest write) {
        return write.putRequest() == null
                ? write.deleteRequest().key()
                : write.putRequest().item();
    }
}
