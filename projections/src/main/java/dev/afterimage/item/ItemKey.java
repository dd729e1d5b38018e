package dev.afterimage.item;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final SortedMap<String, AttributeValue> attributes;
    private final String canonical;

    private ItemKey(SortedMap<String, AttributeValue> attributes) {
        this.attributes = Collections.unmodifiableSortedMap(attributes);
        this.canonical = write(attributes);
    }

    /** A key of one or two attributes. */
    public static ItemKey of(Map<String, AttributeValue> attributes) {
        if (attributes.isEmpty() || attributes.size() > 2) {
            throw new IllegalArgumentException("a key has one or two attributes, not " + attributes.size());
        }
        attributes.forEach(ItemKey::requireKeyType);
        return new ItemKey(new TreeMap<>(attributes));
    }

    /** A key of one string attribute. */
    public static ItemKey of(String name, String value) {
        return of(Map.of(name, AttributeValue.fromS(value)));
    }

    /** A key of two string attributes. */
    public static ItemKey of(String partitionName, String partition, String sortName, String sort) {
        return of(Map.of(partitionName, AttributeValue.fromS(partition), sortName, AttributeValue.fromS(sort)));
    }

    /** Reads a {@linkplain #canonical() canonical text}. */
    public static ItemKey parse(String canonical) {
        SortedMap<String, AttributeValue> attributes = new TreeMap<>();
        for (String pair : canonical.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        "'" + canonical + "' is no key: write name=value, or name=value&name=value");
            }
            attributes.put(decode(pair.substring(0, equals)), parseValue(pair.substring(equals + 1)));
        }
        return of(attributes);
    }

    /** The key's attributes, by name. */
    public Map<String, AttributeValue> attributes() {
        return attributes;
    }

    public String canonical() {
        return canonical;
    }

    private static void requireKeyType(String name, AttributeValue value) {
        switch (value.type()) {
            case S, N, B -> {}
            default ->
                throw new IllegalArgumentException("key attribute '" + name + "' is of type " + value.type()
                        + ": a key is a string, a number or a binary");
        }
    }

    private static String write(SortedMap<String, AttributeValue> attributes) {
        StringBuilder text = new StringBuilder(48);
        attributes.forEach((name, value) -> {
            if (!text.isEmpty()) {
                text.append('&');
            }
            encode(name, text);
            text.append('=');
            writeValue(value, text);
        });
        return text.toString();
    }

    private static void writeValue(AttributeValue value, StringBuilder text) {
        switch (value.type()) {
            case N -> text.append('#').append(AttributeValues.canonicalNumber(value.n()));
            case B ->
                text.append('~')
                        .append(Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(value.b().asByteArrayUnsafe()));
            default -> encode(value.s(), text);
        }
    }

    private static AttributeValue parseValue(String text) {
        if (text.startsWith("#")) {
            return AttributeValue.fromN(text.substring(1));
        }
        if (text.startsWith("~")) {
            return AttributeValue.fromB(
                    SdkBytes.fromByteArray(Base64.getUrlDecoder().decode(text.substring(1))));
        }
        return AttributeValue.fromS(decode(text));
    }

    private static void encode(String text, StringBuilder into) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || "%&=#~+".indexOf(c) >= 0 || c == 0x7f) {
                into.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
            } else {
                into.append(c);
            }
        }
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
