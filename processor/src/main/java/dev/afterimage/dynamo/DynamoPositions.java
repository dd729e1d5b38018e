package dev.afterimage.dynamo;

import dev.afterimage.item.Item;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.PositionRows;
import dev.afterimage.lane.Positions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the positions from their table, strongly consistent. */
public final class DynamoPositions implements Positions {
    private final DynamoDbClient client;
    private final String table;

    public DynamoPositions(DynamoDbClient client, TableNaming naming) {
        this.client = client;
        this.table = naming.of(PositionRows.TABLE.name()).value();
    }

    @Override
    public Position of(Lane lane) {
        Map<String, AttributeValue> row = client.getItem(request ->
                        request.tableName(table).key(PositionRows.key(lane)).consistentRead(true))
                .item();
        return row.isEmpty() ? Position.start(lane) : PositionRows.decode(Item.of(row));
    }

    @Override
    public List<Position> all() {
        return client.scanPaginator(request -> request.tableName(table).consistentRead(true)).items().stream()
                .map(row -> PositionRows.decode(Item.of(row)))
                .sorted(Comparator.comparing(Position::lane))
                .toList();
    }
}
