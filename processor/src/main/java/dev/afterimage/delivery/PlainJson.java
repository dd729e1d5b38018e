package dev.afterimage.delivery;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.item.Item;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items as JSON without types. */
final class PlainJson {
    private PlainJson() {}

    static void write(Item item, JsonGenerator json) throws IOException {
        write(item.attributes(), json);
    }

    private static void write(Map<String, AttributeValue> attributes, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, AttributeValue> entry : attributes.entrySet()) {
            json.writeFieldName(entry.getKey());
            write(entry.getValue(), json);
        }
        json.writeEndObject();
    }

    private static void write(AttributeValue value, JsonGenerator json) throws IOException {
        switch (value.type()) {
            case S -> json.writeString(value.s());
            case N -> number(value.n(), json);
            case B -> binary(value.b(), json);
            case BOOL -> json.writeBoolean(value.bool());
            case NUL -> json.writeNull();
            case SS -> all(value.ss(), JsonGenerator::writeString, json);
            case NS -> all(value.ns(), (into, number) -> number(number, into), json);
            case BS -> all(value.bs(), (into, bytes) -> binary(bytes, into), json);
            case L -> all(value.l(), (into, element) -> write(element, into), json);
            case M -> write(value.m(), json);
            case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException("an attribute value of no known type");
        }
    }

    private interface Writer<T> {
        void write(JsonGenerator json, T value) throws IOException;
    }

    private static <T> void all(List<T> values, Writer<T> writer, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (T value : values) {
            writer.write(json, value);
        }
        json.writeEndArray();
    }

    private static void number(String number, JsonGenerator json) throws IOException {
        json.writeNumber(new BigDecimal(number));
    }

    private static void binary(SdkBytes bytes, JsonGenerator json) throws IOException {
        json.writeString(Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe()));
    }
}
