package dev.afterimage.dynamo;

import dev.afterimage.backfill.TablePages;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.table.KeySchema;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Reads source tables by parallel scans. */
public final class DynamoTablePages implements TablePages {
    private final DynamoDbClient client;
    private final KnownKeys keys;

    public DynamoTablePages(DynamoDbClient client) {
        this.client = client;
        this.keys = new KnownKeys(new TableLookup(client));
    }

    @Override
    public Page read(Part part, Optional<ItemKey> from, int limit) {
        KeySchema key =
                keys.of(part.table()).orElseThrow(() -> new IllegalStateException("there is no table " + part.table()));
        ScanRequest.Builder request = ScanRequest.builder()
                .tableName(part.table().value())
                .segment(part.segment())
                .totalSegments(part.segments())
                .consistentRead(part.consistent())
                .limit(limit)
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        from.ifPresent(last -> request.exclusiveStartKey(last.attributes()));
        ScanResponse answer = client.scan(request.build());
        List<Found> items = answer.items().stream()
                .map(Item::of)
                .map(item -> new Found(key.keyOf(item), item))
                .toList();
        return new Page(items, last(answer), PartitionQuery.units(answer.consumedCapacity()));
    }

    private static Optional<ItemKey> last(ScanResponse answer) {
        return answer.hasLastEvaluatedKey() && !answer.lastEvaluatedKey().isEmpty()
                ? Optional.of(ItemKey.of(answer.lastEvaluatedKey()))
                : Optional.empty();
    }

    @Override
    public long roughCount(TableName table) {
        return client.describeTable(request -> request.tableName(table.value()))
                .table()
                .itemCount();
    }
}
