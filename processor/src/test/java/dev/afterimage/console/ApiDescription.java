package dev.afterimage.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.afterimage.console.web.HttpCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The console's own description of its API, to hold answers to. */
public final class ApiDescription {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode FILE = read();
    private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

    private ApiDescription() {}

    private static JsonNode read() {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(OpenApi.file());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static JsonNode file() {
        return FILE;
    }

    /** Every operation that is described, as {@code GET /api/audit}. */
    static Set<String> operations() {
        return FILE.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(operation -> operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toSet());
    }

    /** The answer's body; fails where it is not as the operation's description says. */
    public static JsonNode valid(String operation, HttpCall.Answer answer) {
        int space = operation.indexOf(' ');
        JsonNode described = resolved(FILE.path("paths")
                .path(operation.substring(space + 1))
                .path(operation.substring(0, space).toLowerCase(Locale.ROOT))
                .path("responses")
                .path(Integer.toString(answer.status())));
        assertThat(described.isMissingNode())
                .as("%s does not describe an answer of status %s: %s", operation, answer.status(), answer.body())
                .isFalse();
        String type = answer.header("Content-Type").orElse("").replaceAll(";.*", "");
        JsonNode schema = described.path("content").path(type).path("schema");
        assertThat(schema.isMissingNode())
                .as("%s does not describe %s", operation, type)
                .isFalse();
        JsonNode body = json(answer.body());
        assertThat(schema(schema).validate(body).stream().map(ValidationMessage::getMessage))
                .as("%s answered %s", operation, answer.body())
                .isEmpty();
        return body;
    }

    private static JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.isEmpty() ? node : FILE.at(reference.substring(1));
    }

    private static JsonSchema schema(JsonNode schema) {
        return SCHEMAS.computeIfAbsent(schema.toString(), unknown -> {
            ObjectNode whole = JSON.createObjectNode();
            whole.setAll((ObjectNode) schema);
            whole.set("components", FILE.path("components"));
            SchemaValidatorsConfig strict = SchemaValidatorsConfig.builder()
                    .formatAssertionsEnabled(true)
                    .build();
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(whole, strict);
        });
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Every reference within the file. */
    static Set<String> references() {
        return StreamSupport.stream(FILE.findValues("$ref").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }
}
