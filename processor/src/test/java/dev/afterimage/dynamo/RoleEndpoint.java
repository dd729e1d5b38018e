package dev.afterimage.dynamo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** STS and DynamoDB in one stub: it gives out sessions, and remembers in whose name each call was signed. */
final class RoleEndpoint implements AutoCloseable {
    static final String SECRET = "MARKER-SESSION-SECRET";
    static final String TOKEN = "MARKER-SESSION-TOKEN";

    private static final Pattern CALLER = Pattern.compile("Credential=([^/]+)/");
    private static final Pattern ROLE = Pattern.compile("RoleArn=[^&]*role/([^&]+)");
    private static final int DENIED = 403;

    private final HttpServer server;
    private final List<String> callers = new CopyOnWriteArrayList<>();
    private final List<String> assumed = new CopyOnWriteArrayList<>();
    private volatile Duration lifetime = Duration.ofHours(1);
    private volatile boolean callsDenied;
    private volatile boolean rolesDenied;

    RoleEndpoint() {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The key id with which the last call to DynamoDB was signed: the role's name and the number of its session. */
    String lastCaller() {
        return callers.getLast();
    }

    /** The requests to STS, each with who made it. */
    List<String> assumed() {
        return assumed;
    }

    void sessionsLast(Duration duration) {
        lifetime = duration;
    }

    void denyCalls() {
        callsDenied = true;
    }

    void denyRoles() {
        rolesDenied = true;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Matcher caller =
                    CALLER.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            String name = caller.find() ? caller.group(1) : "nobody";
            if (body.contains("Action=AssumeRole")) {
                assume(exchange, URLDecoder.decode(body, StandardCharsets.UTF_8), name);
            } else {
                callers.add(name);
                respond(
                        exchange,
                        callsDenied ? 400 : 200,
                        "application/x-amz-json-1.0",
                        callsDenied
                                ? "{\"__type\":\"com.amazonaws.dynamodb.v20120810#AccessDeniedException\"}"
                                : "{\"TableNames\":[],\"Streams\":[]}");
            }
        }
    }

    private void assume(HttpExchange exchange, String request, String caller) throws IOException {
        assumed.add("caller=" + caller + "&" + request);
        if (rolesDenied) {
            respond(exchange, DENIED, "text/xml", """
                    <ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code>
                    <Message>not you</Message></Error></ErrorResponse>""");
            return;
        }
        Matcher role = ROLE.matcher(request);
        String name = role.find() ? role.group(1) : "none";
        long number =
                assumed.stream().filter(other -> other.contains("role/" + name)).count();
        respond(exchange, 200, "text/xml", """
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
                <AccessKeyId>%s-%d</AccessKeyId><SecretAccessKey>%s</SecretAccessKey><SessionToken>%s</SessionToken>
                <Expiration>%s</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>""".formatted(
                        name, number, SECRET, TOKEN, Instant.now().plus(lifetime)));
    }

    private static void respond(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
