package dev.afterimage.docker;

import dev.afterimage.demo.fleet.LaneState;
import dev.afterimage.demo.fleet.LaneStates;
import dev.afterimage.demo.report.Report;
import dev.afterimage.demo.wiring.Samples;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.lane.Lane;
import dev.afterimage.seed.local.LocalClients;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Looks from the outside, through the published port of DynamoDB Local, at what the workers do. */
final class Observer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final DynamoDbClient tables;
    private final DynamoDbStreamsClient streams;
    private final Instant since = Instant.now();

    Observer(int port) {
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        this.tables = LocalClients.items(endpoint);
        this.streams = LocalClients.streams(endpoint);
    }

    /** The lanes, and who follows them. */
    Map<Lane, LaneState> lanes() {
        return new LaneStates(tables, TableNaming.STANDARD, Samples.sources()).look();
    }

    /** Who follows a lane. */
    Set<String> owners() {
        return lanes().values().stream().flatMap(lane -> lane.owner().stream()).collect(Collectors.toSet());
    }

    /** How many commits there have been. */
    long commits() {
        return lanes().values().stream().mapToLong(LaneState::revision).sum();
    }

    /** The proof of the demo: recomputes everything from tables and streams. While it looks, nobody should write. */
    Report proof() {
        Instant end = Instant.now().plus(PATIENCE);
        return Samples.inspection(tables, streams, since)
                .settled(() -> Instant.now().isBefore(end));
    }

    @Override
    public void close() {
        streams.close();
        tables.close();
    }
}
