package dev.afterimage.demo.torture;

import dev.afterimage.cli.Failure;
import dev.afterimage.seed.local.LocalClients;
import dev.afterimage.seed.local.LocalDynamo;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The DynamoDB on which it happens: an embedded one, or one that was given and is empty. Its clients are patient, other
 * than a worker's: the machine is as busy as can be.
 */
final class Ground implements AutoCloseable {
    private final Optional<LocalDynamo> embedded;
    private final URI endpoint;
    private final DynamoDbClient tables;
    private final DynamoDbStreamsClient streams;

    private Ground(Optional<LocalDynamo> embedded, URI endpoint) {
        this.embedded = embedded;
        this.endpoint = endpoint;
        this.tables = LocalClients.items(endpoint);
        this.streams = LocalClients.streams(endpoint);
    }

    static Ground open(Optional<URI> given) {
        if (given.isEmpty()) {
            LocalDynamo local = LocalDynamo.start();
            return new Ground(Optional.of(local), local.endpoint());
        }
        Ground ground = new Ground(Optional.empty(), given.get());
        try {
            ground.requireEmpty();
            return ground;
        } catch (RuntimeException unusable) {
            ground.close();
            throw unusable;
        }
    }

    /** The proof recomputes everything from the streams' beginning, and old tables outlast their streams' records. */
    private void requireEmpty() {
        List<String> names = tables.listTables().tableNames();
        if (!names.isEmpty()) {
            throw Failure.usage("the DynamoDB at " + endpoint + " is not empty (it holds " + String.join(", ", names)
                    + "): give it one without tables, or no --endpoint");
        }
    }

    URI endpoint() {
        return endpoint;
    }

    DynamoDbClient tables() {
        return tables;
    }

    DynamoDbStreamsClient streams() {
        return streams;
    }

    /** Whether shards can be rolled here: from outside nobody can. */
    boolean rolls() {
        return embedded.isPresent();
    }

    void roll() {
        embedded.orElseThrow().rollShards();
    }

    @Override
    public void close() {
        streams.close();
        tables.close();
        embedded.ifPresent(LocalDynamo::close);
    }
}
