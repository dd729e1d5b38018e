package dev.afterimage.item;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items as DynamoDB JSON, the form of the low-level API, of the AWS CLI and of Lambda events:
 * {@code {"id":{"S":"L1"},"order":{"N":"3"}}}. All ten types, at any depth; a binary is base64.
 *
 * <p>What cannot be read is an {@link IllegalArgumentException} that names the attribute's path and what is wrong.
 */
public final class ItemJson {
    private static final ObjectMapper MAPPER = mapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ItemJson() {}

    /**
     * A new mapper for documents that hold items. Attributes' names may be as long as DynamoDB lets them be, 64 KB, which is
     * more than Jackson does by itself.
     */
    public static ObjectMapper mapper() {
        return new ObjectMapper(JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNameLength(Integer.MAX_VALUE)
                        .build())
                .build());
    }

    public static String write(Item item) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = MAPPER.createGenerator(text)) {
            write(item, json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** Writes an item as the generator's next value. */
    public static void write(Item item, JsonGenerator json) throws IOException {
        writeMap(item.attributes(), json);
    }

    public static Item read(String text) {
        try {
            return read(MAPPER.readTree(text));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("not JSON: " + malformed.getOriginalMessage(), malformed);
        }
    }

    public static Item read(JsonNode json) {
        return Item.of(readMap(json, ""));
    }

    private static void writeMap(Map<String, AttributeValue> attributes, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, AttributeValue> entry : attributes.entrySet()) {
            json.writeFieldName(entry.getKey());
            write(entry.getValue(), json);
        }
        json.writeEndObject();
    }

    private static void write(AttributeValue value, JsonGenerator json) throws IOException {
        json.writeStartObject();
        switch (value.type()) {
            case S -> json.writeStringField("S", value.s());
            case N -> json.writeStringField("N", value.n());
            case B -> json.writeStringField("B", base64(value.b()));
            case BOOL -> json.writeBooleanField("BOOL", value.bool());
            case NUL -> json.writeBooleanField("NULL", true);
            case SS -> writeSet("SS", value.ss(), Function.identity(), json);
            case NS -> writeSet("NS", value.ns(), Function.identity(), json);
            case BS -> writeSet("BS", value.bs(), ItemJson::base64, json);
            case L -> writeList(value.l(), json);
            case M -> {
                json.writeFieldName("M");
                writeMap(value.m(), json);
            }
            case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException("an attribute value of no known type");
        }
        json.writeEndObject();
    }

    private static <T> void writeSet(String type, List<T> values, Function<T, String> text, JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart(type);
        for (T value : values) {
            json.writeString(text.apply(value));
        }
        json.writeEndArray();
    }

    private static void writeList(List<AttributeValue> values, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("L");
        for (AttributeValue value : values) {
            write(value, json);
        }
        json.writeEndArray();
    }

    private static String base64(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
    }

    private static Map<String, AttributeValue> readMap(JsonNode json, String path) {
        require(json.isObject(), path, "is no object of attributes", json);
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        json.properties()
                .forEach(field -> attributes.put(
                        field.getKey(),
                        readValue(field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey())));
        return attributes;
    }

    private static AttributeValue readValue(JsonNode json, String path) {
        require(json.isObject() && json.size() == 1, path, "is no attribute value such as {\"S\":\"text\"}", json);
        Map.Entry<String, JsonNode> typed = json.properties().iterator().next();
        JsonNode value = typed.getValue();
        return switch (typed.getKey()) {
            case "S" -> AttributeValue.fromS(text(value, path));
            case "N" -> AttributeValue.fromN(number(value, path));
            case "B" -> AttributeValue.fromB(binary(value, path));
            case "BOOL" -> AttributeValue.fromBool(truth(value, path));
            case "NULL" -> AttributeValue.fromNul(isNull(value, path));
            case "SS" -> AttributeValue.fromSs(elements(value, path, ItemJson::text));
            case "NS" -> AttributeValue.fromNs(elements(value, path, ItemJson::number));
            case "BS" -> AttributeValue.fromBs(elements(value, path, ItemJson::binary));
            case "L" -> AttributeValue.fromL(elements(value, path, ItemJson::readValue));
            case "M" -> AttributeValue.fromM(readMap(value, path));
            default ->
                throw problem(
                        path,
                        "has the unknown type '" + Excerpt.of(typed.getKey()) + "': use S N B BOOL NULL SS NS BS L M");
        };
    }

    private interface Reader<T> {
        T read(JsonNode json, String path);
    }

    private static <T> List<T> elements(JsonNode json, String path, Reader<T> reader) {
        require(json.isArray(), path, "is no array", json);
        List<T> values = new ArrayList<>(json.size());
        for (JsonNode element : json) {
            values.add(reader.read(element, path + "[" + values.size() + "]"));
        }
        return values;
    }

    private static String text(JsonNode json, String path) {
        require(json.isTextual(), path, "is no string", json);
        return json.textValue();
    }

    private static String number(JsonNode json, String path) {
        String text = text(json, path);
        try {
            AttributeValues.canonicalNumber(text);
            return text;
        } catch (NumberFormatException notOne) {
            throw problem(path, "is no number: \"" + Excerpt.of(text) + "\"");
        }
    }

    private static SdkBytes binary(JsonNode json, String path) {
        try {
            return SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(text(json, path)));
        } catch (IllegalArgumentException notBase64) {
            throw problem(path, "is no base64: " + notBase64.getMessage());
        }
    }

    private static boolean truth(JsonNode json, String path) {
        require(json.isBoolean(), path, "is neither true nor false", json);
        return json.booleanValue();
    }

    private static boolean isNull(JsonNode json, String path) {
        require(truth(json, path), path, "is a NULL that is not true", json);
        return true;
    }

    private static void require(boolean holds, String path, String problem, JsonNode json) {
        if (!holds) {
            throw problem(path, problem + ": " + excerpt(json));
        }
    }

    private static String excerpt(JsonNode json) {
        return Excerpt.of(json.toString());
    }

    private static IllegalArgumentException problem(String path, String problem) {
        return new IllegalArgumentException(
                (path.isEmpty() ? "the item" : "attribute '" + Excerpt.of(path) + "'") + " " + problem);
    }
}
