package dev.afterimage.table;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;

/** The key of a table or index: a partition key, and a sort key or none. */
public record KeySchema(KeyAttribute partition, Optional<KeyAttribute> sort) {
    public static KeySchema of(KeyAttribute partition) {
        return new KeySchema(partition, Optional.empty());
    }

    public static KeySchema of(KeyAttribute partition, KeyAttribute sort) {
        return new KeySchema(partition, Optional.of(sort));
    }

    /** The key of an item of this table; an {@link IllegalArgumentException} where the item lacks a part of it. */
    public ItemKey keyOf(Item item) {
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        attributes()
                .forEach(attribute -> key.put(
                        attribute.name(),
                        item.get(attribute.name())
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "the item lacks its key attribute '" + attribute.name() + "'"))));
        return ItemKey.of(key);
    }

    public Stream<KeyAttribute> attributes() {
        return Stream.concat(Stream.of(partition), sort.stream());
    }

    List<KeySchemaElement> elements() {
        return Stream.concat(
                        Stream.of(partition.element(KeyType.HASH)),
                        sort.stream().map(attribute -> attribute.element(KeyType.RANGE)))
                .toList();
    }
}
