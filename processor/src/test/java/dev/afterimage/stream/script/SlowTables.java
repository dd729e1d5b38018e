package dev.afterimage.stream.script;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.afterimage.pipeline.StopSwitch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** An endpoint of DynamoDB whose tables are empty, and which takes its time to take every transaction. */
public final class SlowTables implements AutoCloseable {
    private static final byte[] NOTHING = "{\"Count\":0,\"Items\":[]}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final Duration latency;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong commits = new AtomicLong();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    private SlowTables(Duration latency) throws IOException {
        this.latency = latency;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public static SlowTables taking(Duration latency) {
        try {
            return new SlowTables(latency);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public long commits() {
        return commits.get();
    }

    /** How many transactions were in flight at the same time, at most. */
    public int mostAtOnce() {
        return mostAtOnce.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean commit = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                    .endsWith("TransactWriteItems");
            exchange.getRequestBody().skipNBytes(contentLength(exchange));
            if (commit) {
                mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                new StopSwitch().pause(latency);
                atOnce.decrementAndGet();
                commits.incrementAndGet();
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(200, NOTHING.length);
            exchange.getResponseBody().write(NOTHING);
        }
    }

    private static long contentLength(HttpExchange exchange) {
        return Long.parseLong(exchange.getRequestHeaders().getFirst("Content-Length"));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
