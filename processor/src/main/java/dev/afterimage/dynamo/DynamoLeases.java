package dev.afterimage.dynamo;

import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.ShardId;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Looks into KCL's lease tables, to show who follows what. Thread-safe. */
public final class DynamoLeases {
    private final DynamoDbClient client;
    private final TableNaming naming;

    public DynamoLeases(DynamoDbClient client, TableNaming naming) {
        this.client = client;
        this.naming = naming;
    }

    /** The leases of a source's shards; none where no worker has made the table. */
    public List<Lease> of(TableName source) {
        try {
            // KCL keeps its leader and its workers' loads in the same table; only leases have a checkpoint.
            return client
                    .scanPaginator(
                            request -> request.tableName(naming.leases(source).value())
                                    .filterExpression("attribute_exists(checkpoint)"))
                    .items()
                    .stream()
                    .map(Item::of)
                    .map(row -> lease(source, row))
                    .toList();
        } catch (ResourceNotFoundException noWorkerYet) {
            return List.of();
        }
    }

    private static Lease lease(TableName source, Item row) {
        ShardId shard = new ShardId(row.string("leaseKey").orElse("?"));
        return new Lease(new Lane(source, shard), row.string("leaseOwner"), row.string("checkpoint"));
    }
}
