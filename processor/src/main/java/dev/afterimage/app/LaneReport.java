package dev.afterimage.app;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.cli.Lag;
import dev.afterimage.cli.LaneStatus;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.DynamoLeases;
import dev.afterimage.dynamo.Lease;
import dev.afterimage.dynamo.TableLookup;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.LanePart;
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
import java.util.stream.Stream;
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
        Map<Lane, Position> byLane = new TreeMap<>();
        Map<Lane, Lease> leaseOf = new HashMap<>();
        sources.stream().flatMap(table -> leases.of(table).stream()).forEach(lease -> {
            leaseOf.put(lease.lane(), lease);
            byLane.put(lease.lane(), Position.start(lease.lane()));
        });
        positions.all().stream()
                .filter(position -> !StartPosition.Latest.isMarker(position.lane()))
                .forEach(position -> byLane.put(position.lane(), position));
        List.copyOf(byLane.values()).stream()
                .filter(position -> position.parts() > 1)
                .forEach(whole -> showParts(whole, byLane));
        Map<TableName, Optional<StreamReader>> readers = new HashMap<>();
        return byLane.values().stream()
                .map(position -> status(
                        position,
                        Optional.ofNullable(leaseOf.get(position.lane().whole())),
                        readers))
                .toList();
    }

    /** The position of a divided shard says nothing that those of its parts do not. */
    private static void showParts(Position whole, Map<Lane, Position> byLane) {
        byLane.remove(whole.lane());
        LanePart.all(whole.parts()).stream()
                .map(part -> whole.lane().part(part))
                .forEach(part -> byLane.putIfAbsent(part, Position.start(part)));
    }

    private LaneStatus status(
            Position position, Optional<Lease> lease, Map<TableName, Optional<StreamReader>> readers) {
        Lag lag = position.closed()
                ? new Lag.None()
                : readers.computeIfAbsent(position.lane().table(), this::reader)
                        .map(reader -> lag(position, lease.flatMap(Lease::checkpoint), reader))
                        .orElseGet(() -> new Lag.Unknown("the table has no stream"));
        return new LaneStatus(position, lease.flatMap(Lease::owner), lease.flatMap(Lease::checkpoint), lag);
    }

    private Optional<StreamReader> reader(TableName table) {
        return tables.streamOf(table).map(arn -> new StreamReader(clients.streams(), new StreamArn(arn)));
    }

    private static Lag lag(Position position, Optional<String> checkpoint, StreamReader reader) {
        try {
            Lane lane = position.lane();
            Optional<LanePart> part = lane.part();
            return (part.isEmpty()
                            ? reader.firstAfter(lane.shard(), position.sequence())
                            : reader.firstAfter(
                                    lane.shard(),
                                    start(position, checkpoint),
                                    record -> part.get()
                                            .has(ItemKey.of(record.dynamodb().keys()))))
                    .<Lag>map(record -> new Lag.Behind(record.dynamodb().approximateCreationDateTime()))
                    .orElseGet(Lag.None::new);
        } catch (SdkException unreadable) {
            return new Lag.Unknown("the shard cannot be read: " + unreadable.getMessage());
        }
    }

    /** A part may have had no change for long; what the lease says to be done with is so for every part. */
    private static Optional<SequenceNumber> start(Position position, Optional<String> checkpoint) {
        return Stream.concat(
                        position.sequence().stream(),
                        checkpoint.filter(note -> note.matches("[0-9]+")).map(SequenceNumber::new).stream())
                .max(SequenceNumber::compareTo);
    }
}
