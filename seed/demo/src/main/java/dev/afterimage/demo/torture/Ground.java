package dev.afterimage.demo.torture;

import dev.afterimage.cli.Failure;
import dev.afterimage.dynamo.AwsAccess;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.seed.local.LocalDynamo;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The DynamoDB on which it happens: an embedded one, or one that was given and is empty. */
final class Ground implements AutoCloseable {
    private final Optional<LocalDynamo> embedded;
    private final URI endpoint;
    private final AwsClients clients;

    private Ground(Optional<LocalDynamo> embedded, URI endpoint) {
        this.embedded = embedded;
        this.endpoint = endpoint;
        this.clients = AwsClients.open(AwsAccess.embedded(endpoint));
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
        List<String> tables = clients.tables().listTables().tableNames();
        if (!tables.isEmpty()) {
            throw Failure.usage("the DynamoDB at " + endpoint + " is not empty (it holds " + String.join(", ", tables)
                    + "): give it one without tables, or no --endpoint");
        }
    }

    URI endpoint() {
        return endpoint;
    }

    AwsClients clients() {
        return clients;
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
        clients.close();
        embedded.ifPresent(LocalDynamo::close);
    }
}
