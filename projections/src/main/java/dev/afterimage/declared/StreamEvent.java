package dev.afterimage.declared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The event that a pattern looks at: shaped as the one that Lambda functions receive from a stream of DynamoDB, but that
 * numbers are numbers, so that patterns can compare them.
 */
final class StreamEvent {
    /** The library compares no more digits, and takes a number with more for a text. */
    private static final MathContext DIGITS = new MathContext(17);

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private StreamEvent() {}

    /** An item as if it had just become what it is. */
    static JsonNode ofItem(ItemKey key, Item item, Set<String> attributes) {
        ObjectNode event = JSON.objectNode();
        ObjectNode data = event.putObject("dynamodb");
        data.set("Keys", image(key.attributes(), attributes));
        data.set("NewImage", image(item.attributes(), attributes));
        return event;
    }

    static JsonNode ofChange(Change change, Set<String> attributes) {
        ObjectNode event = JSON.objectNode();
        event.put("eventName", eventName(change));
        if (change instanceof Change.Expired) {
            event.putObject("userIdentity").put("type", "Service").put("principalId", "dynamodb.amazonaws.com");
        }
        ObjectNode data = event.putObject("dynamodb");
        data.set("Keys", image(change.key().attributes(), attributes));
        change.before().ifPresent(before -> data.set("OldImage", image(before.attributes(), attributes)));
        change.after().ifPresent(after -> data.set("NewImage", image(after.attributes(), attributes)));
        return event;
    }

    private static String eventName(Change change) {
        return switch (change) {
            case Change.Inserted _, Change.Loaded _ -> "INSERT";
            case Change.Modified _ -> "MODIFY";
            case Change.Removed _, Change.Expired _ -> "REMOVE";
        };
    }

    private static ObjectNode image(Map<String, AttributeValue> image, Set<String> attributes) {
        ObjectNode node = JSON.objectNode();
        image.forEach((name, value) -> {
            if (attributes.contains(name)) {
                node.set(name, typed(value));
            }
        });
        return node;
    }

    private static ObjectNode typed(AttributeValue value) {
        ObjectNode node = JSON.objectNode();
        switch (value.type()) {
            case S -> node.put("S", value.s());
            case N -> node.set("N", number(value.n()));
            case B -> node.put("B", base64(value.b()));
            case BOOL -> node.put("BOOL", value.bool());
            case NUL -> node.put("NULL", true);
            case SS -> node.set("SS", array(value.ss(), JSON::textNode));
            case NS -> node.set("NS", array(value.ns(), StreamEvent::number));
            case BS -> node.set("BS", array(value.bs(), bytes -> JSON.textNode(base64(bytes))));
            case L -> node.set("L", array(value.l(), StreamEvent::typed));
            case M -> {
                ObjectNode map = node.putObject("M");
                value.m().forEach((name, inner) -> map.set(name, typed(inner)));
            }
            case UNKNOWN_TO_SDK_VERSION -> throw new UnfitItemException("a value is of a type that is not known here");
        }
        return node;
    }

    private static JsonNode number(String number) {
        return JSON.numberNode(new BigDecimal(number).round(DIGITS));
    }

    private static <T> ArrayNode array(List<T> values, Function<T, JsonNode> node) {
        ArrayNode array = JSON.arrayNode(values.size());
        values.forEach(value -> array.add(node.apply(value)));
        return array;
    }

    private static String base64(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
    }
}
