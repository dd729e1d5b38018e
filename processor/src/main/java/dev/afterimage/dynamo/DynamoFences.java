package dev.afterimage.dynamo;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.version.Fence;
import dev.afterimage.version.FenceId;
import dev.afterimage.version.FenceRows;
import dev.afterimage.version.Fences;
import dev.afterimage.version.VersionRows;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads fences from the table of versions. */
public final class DynamoFences implements Fences {
    private final DynamoDbClient client;
    private final String table;

    public DynamoFences(DynamoDbClient client, TableNaming naming) {
        this.client = client;
        this.table = naming.of(VersionRows.TABLE.name()).value();
    }

    @Override
    public Map<FenceId, Fence> of(Collection<FenceId> ids) {
        List<ItemKey> keys =
                ids.stream().distinct().map(id -> FenceRows.key(id).key()).toList();
        return new KeyedRows(client)
                .of(table, keys).stream()
                        .map(FenceRows::decode)
                        .collect(Collectors.toMap(Fence::id, Function.identity()));
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
