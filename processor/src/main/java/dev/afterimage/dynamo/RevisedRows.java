package dev.afterimage.dynamo;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Rows that count their revisions: each is written only where the one before it is stored. Thread-safe. */
final class RevisedRows {
    private final DynamoDbClient client;
    private final String table;
    private final String revision;

    RevisedRows(DynamoDbClient client, String table, String revision) {
        this.client = client;
        this.table = table;
        this.revision = revision;
    }

    /** Stores a row of this revision; answers whether the one before it was stored, or none if it is the first. */
    boolean put(Item row, long next) {
        try {
            client.putItem(request -> {
                request.tableName(table)
                        .item(row.attributes())
                        .conditionExpression(next == 1 ? "attribute_not_exists(#revision)" : "#revision = :before")
                        .expressionAttributeNames(Map.of("#revision", revision));
                if (next > 1) {
                    request.expressionAttributeValues(Map.of(":before", number(next - 1)));
                }
            });
            return true;
        } catch (ConditionalCheckFailedException another) {
            return false;
        }
    }

    /** Deletes a row of this revision, unless another one is stored. */
    void delete(ItemKey key, long stored) {
        try {
            client.deleteItem(request -> request.tableName(table)
                    .key(key.attributes())
                    .conditionExpression("#revision = :stored")
                    .expressionAttributeNames(Map.of("#revision", revision))
                    .expressionAttributeValues(Map.of(":stored", number(stored))));
        } catch (ConditionalCheckFailedException another) {
            // It is still needed, by whoever has written it.
        }
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }
}
