package dev.afterimage.dynamo;

import dev.afterimage.item.Item;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.version.Fence;
import dev.afterimage.version.FenceId;
import dev.afterimage.version.FenceRows;
import dev.afterimage.version.Fences;
import dev.afterimage.version.VersionRows;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads fences from the table of versions. */
public final class DynamoFences implements Fences {
    /** DynamoDB's limit for one BatchGetItem. */
    private static final int AT_ONCE = 100;

    private final DynamoDbClient client;
    private final String table;

    public DynamoFences(DynamoDbClient client, TableNaming naming) {
        this.client = client;
        this.table = naming.of(VersionRows.TABLE.name()).value();
    }

    @Override
    public Map<FenceId, Fence> of(Collection<FenceId> ids) {
        Map<FenceId, Fence> found = new HashMap<>();
        List<FenceId> all = ids.stream().distinct().toList();
        for (int begin = 0; begin < all.size(); begin += AT_ONCE) {
            read(all.subList(begin, Math.min(all.size(), begin + AT_ONCE)), found);
        }
        return found;
    }

    /** What DynamoDB had no room for in an answer is asked for again. */
    private void read(List<FenceId> ids, Map<FenceId, Fence> found) {
        List<Map<String, AttributeValue>> keys =
                ids.stream().map(id -> FenceRows.key(id).key().attributes()).toList();
        while (!keys.isEmpty()) {
            KeysAndAttributes asked =
                    KeysAndAttributes.builder().keys(keys).consistentRead(true).build();
            var answer = client.batchGetItem(request -> request.requestItems(Map.of(table, asked)));
            answer.responses().getOrDefault(table, List.of()).forEach(row -> {
                Fence fence = FenceRows.decode(Item.of(row));
                found.put(fence.id(), fence);
            });
            keys = answer.unprocessedKeys().containsKey(table)
                    ? answer.unprocessedKeys().get(table).keys()
                    : List.of();
        }
    }

    @Override
    public Iterator<Fence> all(ProjectionName version) {
        return client
                .scanPaginator(request -> request.tableName(table)
                        .consistentRead(true)
                        .filterExpression("#name = :version AND attribute_exists(#open)")
                        .expressionAttributeNames(Map.of("#name", VersionRows.NAME, "#open", FenceRows.OPEN))
                        .expressionAttributeValues(Map.of(":version", AttributeValue.fromS(version.value()))))
                .items()
                .stream()
                .map(row -> FenceRows.decode(Item.of(row)))
                .iterator();
    }

    @Override
    public void forget(Fence fence) {
        new RevisedRows(client, table, VersionRows.REVISION)
                .delete(FenceRows.key(fence.id()).key(), fence.revision());
    }
}
