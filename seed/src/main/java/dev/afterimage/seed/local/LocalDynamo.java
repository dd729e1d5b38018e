package dev.afterimage.seed.local;

import java.net.BindException;
import java.net.SocketException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local as an HTTP server in this JVM. Every access key and region see the same tables. Thread-safe; closing it
 * again does nothing.
 *
 * <p>The server is put together from DynamoDB Local's own parts rather than by its {@code ServerRunner}, which listens on
 * every address of the machine, sends telemetry, and shows its database to nobody.
 */
public final class LocalDynamo implements AutoCloseable {
    private final Database database;
    private final ExpirySweep sweep;
    private final Sweeper sweeper;
    private final Server server;
    private final ServerConnector connector;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalDynamo(LocalSettings settings, Database database) {
        this.database = database;
        this.sweep = new ExpirySweep(database, InstantSource.system());
        this.sweeper = new Sweeper(sweep, settings.sweepEvery());
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

    /** Starts the server; it answers when this returns. A {@link CannotStartException} where the settings do not serve. */
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

    /** A new client of this server, whose calls the watchers see; whoever opens it closes it. */
    public DynamoDbClient client(ExecutionInterceptor... watchers) {
        return LocalClients.items(endpoint(), watchers);
    }

    /** Closes every stream's open shard and opens its child (for tests). */
    public void rollShards() {
        database.clients().triggerShardRollovers();
    }

    /** Makes everything in the streams older by so much: what is older than 24 hours is trimmed (for tests). */
    public void dilateTime(Duration by) {
        database.clients().dilateEventTimes(by.toMillis());
    }

    /**
     * Deletes at once what is due by TTL, and answers how many items that were. It happens by itself, too, within about
     * a second of the due time; tests call this rather than wait.
     */
    public int expire() {
        return sweep.run();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            server.stop();
        } catch (Exception failed) {
            throw new IllegalStateException("DynamoDB Local's server did not stop", failed);
        } finally {
            sweeper.close();
            database.close();
        }
    }

    private static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "[::1]";
            default -> host.contains(":") ? "[" + host + "]" : host;
        };
    }

    private static RuntimeException explained(LocalSettings settings, Exception failed) {
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        if (cause instanceof UnresolvedAddressException) {
            return CannotStartException.unknownHost(settings.host(), failed);
        }
        if (cause instanceof BindException && String.valueOf(cause.getMessage()).contains("assign")) {
            return CannotStartException.unknownHost(settings.host(), failed);
        }
        return cause instanceof SocketException
                ? CannotStartException.portTaken(settings.port(), failed)
                : new IllegalStateException("DynamoDB Local's server did not start", failed);
    }
}
