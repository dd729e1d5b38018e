package dev.afterimage.declared;

import dev.afterimage.item.Item;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The shape {@code index}: a row for each value of an attribute: for the one of a string, number, binary or boolean, and for
 * each of a set or a list. What is not there or null has no row.
 */
record IndexRows(Reference attribute, RowTemplate row) implements Function<Item, Map<RowKey, Write.Put>> {
    @Override
    public Map<RowKey, Write.Put> apply(Item item) {
        List<AttributeValue> values =
                attribute.in(item.attributes()).map(this::values).orElse(List.of());
        Map<RowKey, Write.Put> rows = new LinkedHashMap<>();
        for (AttributeValue value : values) {
            row.in(new View.OfValue(item, value), item).ifPresent(put -> rows.putIfAbsent(put.row(), put));
        }
        return rows;
    }

    private List<AttributeValue> values(AttributeValue value) {
        return switch (value.type()) {
            case S, N, B, BOOL -> List.of(value);
            case SS -> value.ss().stream().map(AttributeValue::fromS).toList();
            case NS -> value.ns().stream().map(AttributeValue::fromN).toList();
            case BS -> value.bs().stream().map(AttributeValue::fromB).toList();
            case L ->
                value.l().stream()
                        .flatMap(element -> values(requireSingle(element)).stream())
                        .toList();
            case NUL -> List.of();
            case M, UNKNOWN_TO_SDK_VERSION -> throw unfit("is " + UnfitItemException.kind(value));
        };
    }

    private AttributeValue requireSingle(AttributeValue element) {
        return switch (element.type()) {
            case S, N, B, BOOL, NUL -> element;
            case SS, NS, BS, L, M, UNKNOWN_TO_SDK_VERSION ->
                throw unfit("is a list that holds " + UnfitItemException.kind(element));
        };
    }

    private UnfitItemException unfit(String reason) {
        return new UnfitItemException("'" + attribute + "' " + reason
                + ": an index is made by a string, number, binary or boolean, a set, or a list of these");
    }
}
