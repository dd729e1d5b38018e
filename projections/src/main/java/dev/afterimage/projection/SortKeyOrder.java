package dev.afterimage.projection;

import dev.afterimage.item.Item;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The order of a table's sort key: numbers by value, strings by their UTF-8 bytes, binaries by their unsigned bytes
 * (Developer Guide, "Query operations").
 */
record SortKeyOrder(String name) implements Comparator<Item> {
    @Override
    public int compare(Item one, Item other) {
        AttributeValue left = value(one);
        AttributeValue right = value(other);
        return left.type() == AttributeValue.Type.N
                ? new BigDecimal(left.n()).compareTo(new BigDecimal(right.n()))
                : Arrays.compareUnsigned(bytes(left), bytes(right));
    }

    private AttributeValue value(Item row) {
        return row.get(name).orElseThrow(() -> new IllegalArgumentException("a row lacks its sort key '" + name + "'"));
    }

    private static byte[] bytes(AttributeValue value) {
        return value.s() == null ? value.b().asByteArrayUnsafe() : value.s().getBytes(StandardCharsets.UTF_8);
    }
}
