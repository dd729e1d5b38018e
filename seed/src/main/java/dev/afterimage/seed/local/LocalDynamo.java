package dev.afterimage.seed.local;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local as an HTTP server in this JVM. Every access key and region see the same tables. Thread-safe; closing it
 * again does nothing.
 *
 * <p>The server is put together from DynamoDB Local's own parts rather than by its {@code ServerRunner}, which listens on
 * every address of the machine, sends telemetry, and keeps its database to itself.
 */
public final class LocalDynamo implements AutoCloseable {
    private final Database database;
    private final Server server;
    private final ServerConnector connector;

    private LocalDynamo(LocalSettings settings, Database database) {
        this.database = database;
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("dynamodb-local-http");
        threads.setDaemon(true);
        this.server = new Server(threads);
        this.connector = new ServerConnector(server, 1, 1);
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        server.addConnector(connector);
        server.setHandler(new LocalDynamoDBServerHandler(new OneDatabase(database.clients()), null));
    }

    /** In memory, on a free port, reachable from this machine only: what tests want. */
    public static LocalDynamo start() {
        return start(LocalSettings.inMemory());
    }

    /** Starts the server; it answers when this returns. A {@link PortTakenException} where it cannot listen. */
    public static LocalDynamo start(LocalSettings settings) {
        LocalDynamo local = new LocalDynamo(settings, Database.open(settings.data()));
        try {
            local.server.start();
            return local;
        } catch (Exception failed) {
            local.close();
            throw explained(settings, failed);
        }
    }

    /** Where clients reach it from this machine. */
    public URI endpoint() {
        return URI.create("http://" + reachable(connector.getHost()) + ":" + port());
    }

    public int port() {
        return connector.getLocalPort();
    }

    /** A new client of this server; whoever opens it closes it. */
    public DynamoDbClient client() {
        return LocalClients.items(endpoint());
    }

    /** Closes every stream's open shard; its child is opened by the next write (for tests). */
    public void rollShards() {
        database.clients().triggerShardRollovers();
    }

    /** Makes everything in the streams older by so much: after 25 hours, closed shards are trimmed (for tests). */
    public void dilateTime(Duration by) {
        database.clients().dilateEventTimes(by.toMillis());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failed) {
            throw new IllegalStateException("DynamoDB Local's server did not stop", failed);
        } finally {
            database.close();
        }
    }

    private static String reachable(String host) {
        return host.equals("0.0.0.0") ? "127.0.0.1" : host;
    }

    private static RuntimeException explained(LocalSettings settings, Exception failed) {
        if (failed instanceof BindException || failed.getCause() instanceof BindException) {
            return new PortTakenException(settings.port(), failed);
        }
        return new IllegalStateException(
                "DynamoDB Local cannot listen on " + settings.host() + ":" + settings.port() + ": "
                        + (failed instanceof IOException ? failed.getMessage() : failed),
                failed);
    }
}
