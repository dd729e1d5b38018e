package dev.afterimage.item;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How many bytes DynamoDB counts for an item (Developer Guide, "DynamoDB item sizes and formats"): names and strings as
 * UTF-8, binaries as they are, a number one byte for two digits and one more, a list or map three bytes and one for each
 * element. Where the guide says "approximately" the larger figure is taken.
 */
public final class ItemSize {
    /** An item may not be larger than this. */
    public static final int LIMIT = 400 * 1024;

    private static final int COLLECTION = 3;
    private static final int ELEMENT = 1;

    private ItemSize() {}

    public static int of(Item item) {
        return item.size();
    }

    public static int of(ItemKey key) {
        return of(key.attributes());
    }

    public static int of(Map<String, AttributeValue> attributes) {
        int size = 0;
        for (String name : attributes.keySet()) {
            size += utf8(name);
        }
        for (AttributeValue value : attributes.values()) {
            size += of(value);
        }
        return size;
    }

    public static int of(AttributeValue value) {
        return switch (value.type()) {
            case S -> utf8(value.s());
            case N -> ofNumber(value.n());
            case B -> binary(value.b());
            case BOOL, NUL, UNKNOWN_TO_SDK_VERSION -> 1;
            case SS -> sum(value.ss(), ItemSize::utf8);
            case NS -> sum(value.ns(), ItemSize::ofNumber);
            case BS -> sum(value.bs(), ItemSize::binary);
            case L -> list(value.l());
            case M -> COLLECTION + value.m().size() * ELEMENT + of(value.m());
        };
    }

    private static int list(List<AttributeValue> values) {
        return COLLECTION + values.size() * ELEMENT + sum(values, ItemSize::of);
    }

    private static <T> int sum(List<T> values, ToIntFunction<T> size) {
        int sum = 0;
        for (T value : values) {
            sum += size.applyAsInt(value);
        }
        return sum;
    }

    /** Of an attribute's name. */
    public static int ofName(String name) {
        return utf8(name);
    }

    /** Of a number in decimal digits. */
    public static int ofNumber(String number) {
        return (number.length() + 1) / 2 + 1;
    }

    private static int binary(SdkBytes bytes) {
        return bytes.asByteArrayUnsafe().length;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
