package dev.afterimage.item;

import java.util.List;
import java.util.Map;
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
        return of(item.attributes());
    }

    public static int of(ItemKey key) {
        return of(key.attributes());
    }

    public static int of(Map<String, AttributeValue> attributes) {
        int size = 0;
        for (Map.Entry<String, AttributeValue> entry : attributes.entrySet()) {
            size += utf8(entry.getKey()) + of(entry.getValue());
        }
        return size;
    }

    public static int of(AttributeValue value) {
        return switch (value.type()) {
            case S -> utf8(value.s());
            case N -> ofNumber(value.n());
            case B -> binary(value.b());
            case BOOL, NUL, UNKNOWN_TO_SDK_VERSION -> 1;
            case SS -> value.ss().stream().mapToInt(ItemSize::utf8).sum();
            case NS -> value.ns().stream().mapToInt(ItemSize::ofNumber).sum();
            case BS -> value.bs().stream().mapToInt(ItemSize::binary).sum();
            case L -> list(value.l());
            case M -> COLLECTION + value.m().size() * ELEMENT + of(value.m());
        };
    }

    private static int list(List<AttributeValue> values) {
        return COLLECTION
                + values.size() * ELEMENT
                + values.stream().mapToInt(ItemSize::of).sum();
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
        int size = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0x7f) {
                size += c > 0x7ff && !Character.isSurrogate(c) ? 2 : 1;
            }
        }
        return size;
    }
}
