package dev.afterimage.demo.fleet;

import dev.afterimage.dynamo.DynamoLeases;
import dev.afterimage.dynamo.DynamoPositions;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Looks from the outside, at leases and positions, how the lanes stand. */
public final class LaneStates {
    private final DynamoLeases leases;
    private final DynamoPositions positions;
    private final List<TableName> sources;

    public LaneStates(DynamoDbClient client, TableNaming naming, List<TableName> sources) {
        this.leases = new DynamoLeases(client, naming);
        this.positions = new DynamoPositions(client, naming);
        this.sources = List.copyOf(sources);
    }

    /** Every lane that has a lease. The owners are looked at before the commits that they are told apart by. */
    public Map<Lane, LaneState> look() {
        Map<Lane, LaneState> states = new HashMap<>();
        var leased =
                sources.stream().flatMap(source -> leases.of(source).stream()).toList();
        Map<Lane, Position> stored =
                positions.all().stream().collect(Collectors.toMap(Position::lane, Function.identity()));
        leased.forEach(lease -> {
            Position position = stored.getOrDefault(lease.lane(), Position.start(lease.lane()));
            states.put(lease.lane(), new LaneState(lease.owner(), position.revision(), position.closed()));
        });
        return states;
    }
}
