package dev.afterimage.demo.torture;

import dev.afterimage.demo.wiring.Samples;
import dev.afterimage.dynamo.DynamoPositions;
import dev.afterimage.dynamo.TableLookup;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Position;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.stream.StreamArn;
import dev.afterimage.stream.StreamReader;
import dev.afterimage.stream.StreamShard;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Sees whether everything has been applied that there is, and nothing more will come by itself. */
final class Drain {
    private final DynamoDbClient dynamo;
    private final DynamoDbStreamsClient streams;
    private final DynamoPositions positions;
    private final TableLookup tables;

    Drain(DynamoDbClient dynamo, DynamoDbStreamsClient streams) {
        this.dynamo = dynamo;
        this.streams = streams;
        this.positions = new DynamoPositions(dynamo, TableNaming.STANDARD);
        this.tables = new TableLookup(dynamo);
    }

    /** Whether nothing can lapse any more, and all shards have been applied to their end. */
    boolean done() {
        return SampleTables.all().stream()
                        .filter(table -> table.timeToLive().isPresent())
                        .noneMatch(table -> lapses(table.name()))
                && Samples.sources().stream().allMatch(this::applied);
    }

    private boolean lapses(TableName table) {
        return dynamo
                .scanPaginator(request -> request.tableName(table.value())
                        .filterExpression("attribute_exists(" + SampleTables.EXPIRES_AT + ")"))
                .items()
                .stream()
                .findFirst()
                .isPresent();
    }

    private boolean applied(TableName source) {
        StreamReader stream =
                new StreamReader(streams, new StreamArn(tables.streamOf(source).orElseThrow()));
        List<StreamShard> shards = stream.shards();
        // Children come after their parents: only the last one may be open.
        return shards.stream().limit(shards.size() - 1L).map(this::position).allMatch(Position::closed)
                && stream.firstAfter(
                                shards.getLast().id(),
                                position(shards.getLast()).sequence())
                        .isEmpty();
    }

    private Position position(StreamShard shard) {
        return positions.of(shard.lane());
    }
}
