package dev.afterimage.projection;

import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Names one row of a derived table. */
public record RowKey(TableName table, ItemKey key) {
    static RowKey of(TableName table, String name, AttributeValue value) {
        return new RowKey(table, ItemKey.of(name, value));
    }

    static RowKey of(
            TableName table, String partitionName, AttributeValue partition, String sortName, AttributeValue sort) {
        return new RowKey(table, ItemKey.of(partitionName, partition, sortName, sort));
    }

    @Override
    public String toString() {
        return table + "/" + key;
    }
}
