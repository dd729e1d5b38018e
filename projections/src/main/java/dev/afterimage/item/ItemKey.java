package dev.afterimage.item;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The primary key of an item: one or two attributes, each a string, number or binary. Immutable and thread-safe.
 *
 * <p>Its {@linkplain #canonical() canonical text} is the same for every way of writing the same key, needs no knowledge
 * of the table's key schema, and can be {@linkplain #parse read back}: {@code list_id=L1&user_id=U7}. Names are in
 * alphabetical order; a number's value begins with {@code #}, a binary's with {@code ~} and is base64url; whatever
 * could be mistaken is percent-encoded.
 */
public final class ItemKey implements Comparable<ItemKey> {
    private static final boolean[] MISTAKABLE = mistakable();
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final Map<String, AttributeValue> attributes;
    private final String canonical;

    private ItemKey(Map<String, AttributeValue> attributes, String canonical) {
        this.attributes = attributes;
        this.canonical = canonical;
    }

    /** A key of one or two attributes. */
    public static ItemKey of(Map<String, AttributeValue> attributes) {
        Iterator<Map.Entry<String, AttributeValue>> entries =
                attributes.entrySet().iterator();
        return switch (attributes.size()) {
            case 1 -> of(entries.next());
            case 2 -> of(entries.next(), entries.next());
            default -> throw new IllegalArgumentException("a key has one or two attributes, not " + attributes.size());
        };
    }

    private static ItemKey of(Map.Entry<String, AttributeValue> only) {
        return of(only.getKey(), only.getValue());
    }

    private static ItemKey of(Map.Entry<String, AttributeValue> one, Map.Entry<String, AttributeValue> other) {
        return of(one.getKey(), one.getValue(), other.getKey(), other.getValue());
    }

    /** A key of one attribute. */
    public static ItemKey of(String name, AttributeValue value) {
        StringBuilder canonical = new StringBuilder(64);
        write(name, value, canonical);
        return new ItemKey(Map.of(name, value), canonical.toString());
    }

    /** A key of two attributes of different names. */
    public static ItemKey of(String name, AttributeValue value, String otherName, AttributeValue otherValue) {
        int order = name.compareTo(otherName);
        if (order > 0) {
            return of(otherName, otherValue, name, value);
        }
        if (order == 0) {
            throw new IllegalArgumentException("a key has no two attributes of the name '" + name + "'");
        }
        Map<String, AttributeValue> attributes = LinkedHashMap.newLinkedHashMap(2);
        attributes.put(name, value);
        attributes.put(otherName, otherValue);
        StringBuilder canonical = new StringBuilder(128);
        write(name, value, canonical);
        write(otherName, otherValue, canonical.append('&'));
        return new ItemKey(Collections.unmodifiableMap(attributes), canonical.toString());
    }

    /** A key of one string attribute. */
    public static ItemKey of(String name, String value) {
        return of(name, AttributeValue.fromS(value));
    }

    /** A key of two string attributes. */
    public static ItemKey of(String partitionName, String partition, String sortName, String sort) {
        return of(partitionName, AttributeValue.fromS(partition), sortName, AttributeValue.fromS(sort));
    }

    /** Reads a {@linkplain #canonical() canonical text}. */
    public static ItemKey parse(String canonical) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        try {
            for (String pair : canonical.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = decode(pair.substring(0, equals));
                if (attributes.put(name, parseValue(pair.substring(equals + 1))) != null) {
                    throw new IllegalArgumentException("it names '" + name + "' twice");
                }
            }
            return of(attributes);
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw new IllegalArgumentException(
                    "'" + canonical + "' is no key: write name=value, or name=value&name=value", malformed);
        }
    }

    /** The key's attributes, in the order of their names. */
    public Map<String, AttributeValue> attributes() {
        return attributes;
    }

    public String canonical() {
        return canonical;
    }

    /** The key of this attribute alone: that of the item's partition, if it is the partition key. */
    public ItemKey only(String name) {
        AttributeValue value = attributes.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the key " + canonical + " has no attribute '" + name + "'");
        }
        return attributes.size() == 1 ? this : of(name, value);
    }

    private static void write(String name, AttributeValue value, StringBuilder text) {
        encode(name, text);
        text.append('=');
        switch (value.type()) {
            case S -> encode(value.s(), text);
            case N -> text.append('#').append(AttributeValues.canonicalNumber(value.n()));
            case B ->
                text.append('~')
                        .append(Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(value.b().asByteArrayUnsafe()));
            default ->
                throw new IllegalArgumentException("key attribute '" + name + "' is of type " + value.type()
                        + ": a key is a string, a number or a binary");
        }
    }

    private static AttributeValue parseValue(String text) {
        if (text.startsWith("#")) {
            return AttributeValue.fromN(AttributeValues.canonicalNumber(text.substring(1)));
        }
        if (text.startsWith("~")) {
            return AttributeValue.fromB(
                    SdkBytes.fromByteArrayUnsafe(Base64.getUrlDecoder().decode(text.substring(1))));
        }
        return AttributeValue.fromS(decode(text));
    }

    private static void encode(String text, StringBuilder into) {
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (mistakable(c)) {
                into.append(text, plain, i).append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
                plain = i + 1;
            }
        }
        into.append(text, plain, text.length());
    }

    private static boolean mistakable(char c) {
        return c < MISTAKABLE.length && MISTAKABLE[c];
    }

    private static boolean[] mistakable() {
        boolean[] mistakable = new boolean[128];
        Arrays.fill(mistakable, 0, ' ' + 1, true);
        "%&=#~+\u007f".chars().forEach(c -> mistakable[c] = true);
        return mistakable;
    }

    private static String decode(String text) {
        return text.indexOf('%') < 0 ? text : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(ItemKey other) {
        return canonical.compareTo(other.canonical);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ItemKey key && canonical.equals(key.canonical);
    }

    @Override
    public int hashCode() {
        return canonical.hashCode();
    }

    @Override
    public String toString() {
        return canonical;
    }
}
