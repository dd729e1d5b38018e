package dev.afterimage.tracing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A collector of OpenTelemetry: takes spans by OTLP over HTTP, as protocol buffers. */
public final class Collector implements AutoCloseable {
    private static final int RESOURCE = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int status = 200;

    /** What came of one span. Its attributes are as texts; its status is 2 for an error. */
    public record Span(
            String name,
            String trace,
            String id,
            String parent,
            long nanos,
            Map<String, String> attributes,
            long status,
            Map<String, String> resource) {}

    public Collector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What came so far. */
    public List<Span> spans() {
        return List.copyOf(spans);
    }

    int requests() {
        return requests.get();
    }

    /** From now on it answers with this status, and takes nothing unless it is 200. */
    public void answer(int other) {
        status = other;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (status == 200) {
                new Wire(body).messages(1).forEach(this::takeResource);
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private void takeResource(Wire resourceSpans) {
        Map<String, String> resource = resourceSpans
                .messages(RESOURCE)
                .map(one -> attributes(one, 1))
                .findFirst()
                .orElse(Map.of());
        resourceSpans
                .messages(SCOPE_SPANS)
                .flatMap(scope -> scope.messages(SPANS))
                .map(span -> span(span, resource))
                .forEach(spans::add);
    }

    private static Span span(Wire span, Map<String, String> resource) {
        return new Span(
                text(span.bytes(5)),
                HexFormat.of().formatHex(span.bytes(1)),
                HexFormat.of().formatHex(span.bytes(2)),
                HexFormat.of().formatHex(span.bytes(4)),
                span.number(8) - span.number(7),
                attributes(span, 9),
                span.messages(15).map(status -> status.number(3)).findFirst().orElse(0L),
                resource);
    }

    private static Map<String, String> attributes(Wire message, int field) {
        Map<String, String> attributes = new TreeMap<>();
        message.messages(field)
                .forEach(pair -> pair.messages(2).forEach(value -> attributes.put(text(pair.bytes(1)), value(value))));
        return attributes;
    }

    private static String value(Wire value) {
        if (value.has(1)) {
            return text(value.bytes(1));
        }
        if (value.has(4)) {
            return Double.toString(Double.longBitsToDouble(value.number(4)));
        }
        return Long.toString(value.has(3) ? value.number(3) : value.number(2));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
