package dev.afterimage.stream.script;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.stream.script.ScriptedShard.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** An HTTP server that speaks the protocol of DynamoDB Streams, and answers what its script says. */
public final class ScriptedEndpoint implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static {
        // Else an answer's body waits for the acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
    }

    private final ScriptedStream script;
    private final HttpServer server;
    private final AtomicLong iterators = new AtomicLong();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private ScriptedEndpoint(ScriptedStream script) throws IOException {
        this.script = script;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public static ScriptedEndpoint of(ScriptedStream script) {
        try {
            return new ScriptedEndpoint(script);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = MAPPER.readTree(exchange.getRequestBody());
            String action = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                    .replaceFirst(".*\\.", "");
            try {
                script.called(action);
                respond(exchange, 200, answer(action, request));
            } catch (Refusal refusal) {
                respond(exchange, refusal.status(), error(refusal));
            }
        }
    }

    private byte[] answer(String action, JsonNode request) throws IOException {
        return switch (action) {
            case "ListStreams" -> body(json -> json.writeArrayFieldStart("Streams"), JsonGenerator::writeEndArray);
            case "DescribeStream" -> describe(request);
            case "GetShardIterator" -> iterator(request);
            case "GetRecords" -> records(request);
            default -> throw Refusal.of("UnknownOperationException");
        };
    }

    private byte[] describe(JsonNode request) throws IOException {
        ScriptedStream.Description described = text(request.path("ShardFilter"), "ShardId")
                .map(script::children)
                .orElseGet(() -> script.describe(text(request, "ExclusiveStartShardId")));
        return body(json -> {
            json.writeObjectFieldStart("StreamDescription");
            json.writeStringField("StreamArn", request.path("StreamArn").textValue());
            json.writeStringField("StreamStatus", "ENABLED");
            json.writeStringField("StreamViewType", "NEW_AND_OLD_IMAGES");
            json.writeArrayFieldStart("Shards");
            for (ScriptedShard shard : described.shards()) {
                write(shard, json);
            }
            json.writeEndArray();
            if (described.last().isPresent()) {
                json.writeStringField("LastEvaluatedShardId", described.last().get());
            }
            json.writeEndObject();
        });
    }

    private static void write(ScriptedShard shard, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("ShardId", shard.id());
        if (shard.parent().isPresent()) {
            json.writeStringField("ParentShardId", shard.parent().get());
        }
        json.writeObjectFieldStart("SequenceNumberRange");
        json.writeStringField("StartingSequenceNumber", shard.start());
        if (shard.end().isPresent()) {
            json.writeStringField("EndingSequenceNumber", shard.end().get());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private byte[] iterator(JsonNode request) throws IOException {
        String shard = request.path("ShardId").textValue();
        int index = script.index(shard, text(request, "SequenceNumber").map(SequenceNumber::new));
        return body(json -> json.writeStringField("ShardIterator", iterator(shard, index)));
    }

    private byte[] records(JsonNode request) throws IOException {
        String[] iterator = request.path("ShardIterator").textValue().split("[|]", 3);
        String shard = iterator[0];
        Page page = script.read(
                shard, Integer.parseInt(iterator[1]), request.path("Limit").asInt(1000));
        return body(json -> {
            json.writeArrayFieldStart("Records");
            for (Record record : page.records()) {
                ScriptedRecords.write(record, json);
            }
            json.writeEndArray();
            if (page.next().isPresent()) {
                json.writeStringField(
                        "NextShardIterator", iterator(shard, page.next().get()));
            }
        });
    }

    /** Each is another, as the service's are. */
    private String iterator(String shard, int index) {
        return shard + "|" + index + "|" + iterators.incrementAndGet();
    }

    private static Optional<String> text(JsonNode json, String name) {
        return Optional.ofNullable(json.path(name).textValue());
    }

    private static byte[] error(Refusal refusal) throws IOException {
        return body(json -> {
            json.writeStringField("__type", "com.amazonaws.dynamodb.v20120810#" + refusal.code());
            json.writeStringField("message", "says the script");
        });
    }

    /** Writes a part of an answer. */
    private interface Part {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] body(Part... parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = MAPPER.getFactory().createGenerator(bytes)) {
            json.writeStartObject();
            for (Part part : parts) {
                part.write(json);
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
