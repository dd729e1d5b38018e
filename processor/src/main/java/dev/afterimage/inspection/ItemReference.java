package dev.afterimage.inspection;

import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item as people name it: {@code lists/L1}, {@code guests/L1/U2}, or with names as in {@code guests/list_id=L1&user_id=U2},
 * which is also how the program prints it.
 */
public record ItemReference(TableName table, ItemKey key) {
    /**
     * Reads a reference; a {@link NotUnderstoodException} where it is none.
     *
     * @param schemas the key of a table; empty where there is no such table any more
     */
    public static ItemReference parse(String text, Function<TableName, Optional<KeySchema>> schemas) {
        int slash = text.indexOf('/');
        if (slash <= 0 || slash == text.length() - 1) {
            throw new NotUnderstoodException(
                    "'" + text + "' names no item: write TABLE/KEY or TABLE/KEY/SORT, such as lists/L1");
        }
        return parse(tableName(text.substring(0, slash)), text.substring(slash + 1), schemas);
    }

    /** Reads the key of an item of this table. */
    public static ItemReference parse(TableName table, String key, Function<TableName, Optional<KeySchema>> schemas) {
        Optional<KeySchema> schema = schemas.apply(table);
        return new ItemReference(
                table, named(key, schema).orElseGet(() -> bare(key, schema.orElseThrow(() -> unknown(table, key)))));
    }

    /** A table as people name it. */
    public static TableName tableName(String text) {
        return Understood.of(() -> new TableName(text));
    }

    private static NotUnderstoodException unknown(TableName table, String key) {
        return new NotUnderstoodException("there is no table " + table + ", so the parts of '" + key
                + "' have no names: write them, as in " + table + "/id=" + key);
    }

    /** The key where it is written with the names that the table's key has, or with any where there is no table. */
    private static Optional<ItemKey> named(String text, Optional<KeySchema> schema) {
        try {
            ItemKey key = ItemKey.parse(text);
            Set<String> names = key.attributes().keySet();
            return Optional.of(key)
                    .filter(parsed ->
                            schema.map(ItemReference::names).map(names::equals).orElse(true));
        } catch (IllegalArgumentException withoutNames) {
            return Optional.empty();
        }
    }

    private static Set<String> names(KeySchema schema) {
        return schema.attributes().map(KeyAttribute::name).collect(Collectors.toCollection(HashSet::new));
    }

    private static ItemKey bare(String text, KeySchema schema) {
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        if (schema.sort().isEmpty()) {
            key.put(schema.partition().name(), value(text, schema.partition()));
            return itemKey(key, text);
        }
        int slash = text.indexOf('/');
        KeyAttribute sort = schema.sort().get();
        if (slash < 0) {
            throw new NotUnderstoodException(
                    "'" + text + "' is half a key: write " + schema.partition().name() + "/" + sort.name());
        }
        key.put(schema.partition().name(), value(decoded(text.substring(0, slash)), schema.partition()));
        key.put(sort.name(), value(text.substring(slash + 1), sort));
        return itemKey(key, text);
    }

    private static ItemKey itemKey(Map<String, AttributeValue> key, String text) {
        try {
            return ItemKey.of(key);
        } catch (IllegalArgumentException notOne) {
            throw new NotUnderstoodException("'" + text + "' is no key: " + notOne.getMessage());
        }
    }

    private static AttributeValue value(String text, KeyAttribute attribute) {
        return switch (attribute.type()) {
            case N -> number(text, attribute);
            case B -> binary(text, attribute);
            case S, UNKNOWN_TO_SDK_VERSION -> AttributeValue.fromS(text);
        };
    }

    private static AttributeValue number(String text, KeyAttribute attribute) {
        try {
            return AttributeValue.fromN(new BigDecimal(text).toString());
        } catch (NumberFormatException notOne) {
            throw new NotUnderstoodException("'" + text + "' is no number, and " + attribute.name() + " is one");
        }
    }

    private static AttributeValue binary(String text, KeyAttribute attribute) {
        try {
            String standard = text.replace('-', '+').replace('_', '/');
            return AttributeValue.fromB(
                    SdkBytes.fromByteArray(Base64.getDecoder().decode(standard)));
        } catch (IllegalArgumentException notOne) {
            throw new NotUnderstoodException("'" + text + "' is no base64, and " + attribute.name() + " is a binary");
        }
    }

    /** A slash in the first of two parts is written %2F, and a percent sign %25. */
    private static String decoded(String text) {
        try {
            return text.indexOf('%') < 0 ? text : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new NotUnderstoodException(
                    "'" + text + "' has a % that stands for nothing: write %25 for the sign itself");
        }
    }

    /** As the program prints it, which can be read back whether or not the table exists. */
    @Override
    public String toString() {
        return table + "/" + key;
    }
}
