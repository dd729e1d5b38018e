package dev.afterimage.app;

import dev.afterimage.cli.Lag;
import dev.afterimage.cli.LaneStatus;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.DynamoLeases;
import dev.afterimage.dynamo.Lease;
import dev.afterimage.dynamo.TableLookup;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.Positions;
import dev.afterimage.stream.StartPosition;
import dev.afterimage.stream.StreamArn;
import dev.afterimage.stream.StreamReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;

/** Puts together what positions, leases and streams say of the lanes. */
final class LaneReport {
    private final AwsClients clients;
    private final Positions positions;
    private final DynamoLeases leases;
    private final TableLookup tables;
    private final List<TableName> sources;

    LaneReport(
            AwsClients clients, Positions positions, DynamoLeases leases, TableLookup tables, List<TableName> sources) {
        this.clients = clients;
        this.positions = positions;
        this.leases = leases;
        this.tables = tables;
        this.sources = sources;
    }

    List<LaneStatus> lanes() {
        Map<String, Position> byLane = new TreeMap<>();
        Map<Lane, Lease> leaseOf = new HashMap<>();
        sources.stream().flatMap(table -> leases.of(table).stream()).forEach(lease -> {
            leaseOf.put(lease.lane(), lease);
            byLane.put(lease.lane().id(), Position.start(lease.lane()));
        });
        positions.all().stream()
                .filter(position -> !StartPosition.Latest.isMarker(position.lane()))
                .forEach(position -> byLane.put(position.lane().id(), position));
        Map<TableName, Optional<StreamReader>> readers = new HashMap<>();
        return byLane.values().stream()
                .map(position -> status(position, Optional.ofNullable(leaseOf.get(position.lane())), readers))
                .toList();
    }

    private LaneStatus status(
            Position position, Optional<Lease> lease, Map<TableName, Optional<StreamReader>> readers) {
        Lag lag = position.closed()
                ? new Lag.None()
                : readers.computeIfAbsent(position.lane().table(), this::reader)
                        .map(reader -> lag(position, reader))
                        .orElseGet(() -> new Lag.Unknown("the table has no stream"));
        return new LaneStatus(position, lease.flatMap(Lease::owner), lease.flatMap(Lease::checkpoint), lag);
    }

    private Optional<StreamReader> reader(TableName table) {
        return tables.streamOf(table).map(arn -> new StreamReader(clients.streams(), new StreamArn(arn)));
    }

    private static Lag lag(Position position, StreamReader reader) {
        try {
            return reader.firstAfter(position.lane().shard(), position.sequence())
                    .<Lag>map(record -> new Lag.Behind(record.dynamodb().approximateCreationDateTime()))
                    .orElseGet(Lag.None::new);
        } catch (SdkException unreadable) {
            return new Lag.Unknown("the shard cannot be read: " + unreadable.getMessage());
        }
    }
}
