package dev.afterimage.dynamo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP server in place of DynamoDB, or between it and its clients: it passes calls on, but for those for which a fault
 * is set.
 */
final class FaultyEndpoint implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient onward = HttpClient.newHttpClient();
    private final URI target;
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);

    /** What happens to a call instead of its being passed on. */
    sealed interface Fault {
        /** It is answered with this error. */
        record Answer(int status, String body) implements Fault {
            static Answer error(int status, String code) {
                return new Answer(
                        status,
                        "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\",\"message\":\"because\"}");
            }
        }

        /** It is never answered. */
        record Silence() implements Fault {}

        /** It takes effect, but its answer is lost. */
        record LostAnswer() implements Fault {}

        /** Its connection breaks. */
        record Hangup() implements Fault {}
    }

    private FaultyEndpoint(URI target) throws IOException {
        this.target = target;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static FaultyEndpoint before(URI target) {
        try {
            return new FaultyEndpoint(target);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A server that has nothing to pass calls on to. */
    static FaultyEndpoint alone() {
        return before(URI.create("http://127.0.0.1:1"));
    }

    /** From now on, what happens to calls of this action, such as {@code PutItem}. */
    FaultyEndpoint on(String action, Fault fault) {
        faults.put(action, fault);
        return this;
    }

    /** From now on, calls of this action are passed on. */
    void mend(String action) {
        faults.remove(action);
    }

    int calls() {
        return calls.get();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            String action = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                    .replaceFirst(".*\\.", "");
            Fault fault = faults.get(action);
            switch (fault) {
                case null -> respond(exchange, forward(exchange, request));
                case Fault.Answer answer -> respond(exchange, answer.status(), answer.body());
                case Fault.Silence silence -> end.await();
                case Fault.LostAnswer lost -> {
                    forward(exchange, request);
                    end.await();
                }
                case Fault.Hangup hangup -> throw new IOException("hung up");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : new String[] {"X-Amz-Target", "Authorization", "X-Amz-Date", "Content-Type"}) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        return onward.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void respond(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        respond(exchange, response.statusCode(), response.body());
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        respond(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
        onward.shutdownNow();
    }
}
