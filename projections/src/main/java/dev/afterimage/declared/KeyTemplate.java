package dev.afterimage.declared;

import dev.afterimage.item.ItemKey;
import dev.afterimage.item.ItemSize;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.RowKey;
import dev.afterimage.table.KeyAttribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How the key of a row is made. Immutable. */
final class KeyTemplate {
    private static final int LARGEST_PARTITION_KEY = 2048;
    private static final int LARGEST_SORT_KEY = 1024;

    private final DerivedTable table;
    private final List<Part> parts;

    /**
     * One attribute of the key.
     *
     * @param telling whether it tells one item's rows from another's
     */
    record Part(KeyAttribute attribute, Template template, boolean telling) {}

    KeyTemplate(DerivedTable table, List<Part> parts) {
        this.table = table;
        this.parts = List.copyOf(parts);
    }

    /** What an attribute of the key is made of; empty where it is none of the key. */
    Optional<Template> template(String name) {
        return parts.stream()
                .filter(part -> part.attribute().name().equals(name))
                .map(Part::template)
                .findFirst();
    }

    /** The row that this leads to; empty where a part of the key is missing, null or without content. */
    Optional<RowKey> in(View view) {
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        for (Part part : parts) {
            value(part, view).ifPresent(value -> key.put(part.attribute().name(), value));
        }
        return key.size() < parts.size() ? Optional.empty() : Optional.of(new RowKey(table.name(), ItemKey.of(key)));
    }

    private Optional<AttributeValue> value(Part part, View view) {
        Optional<AttributeValue> value =
                part.template().valueIn(view).filter(made -> made.type() != AttributeValue.Type.NUL);
        value.ifPresent(made -> requireType(part, made));
        if (part.telling()) {
            part.template().requireUnmistakable(view);
        }
        return value.filter(made -> ItemSize.of(made) > 0);
    }

    private void requireType(Part part, AttributeValue value) {
        String name = part.attribute().name();
        if (!value.type().name().equals(part.attribute().type().name())) {
            throw new UnfitItemException("the key attribute '" + name + "' of table " + table.name() + " would be "
                    + UnfitItemException.kind(value) + ", not "
                    + switch (part.attribute().type()) {
                        case S -> "a string";
                        case N -> "a number";
                        default -> "a binary";
                    });
        }
        int largest = table.definition().key().partition().equals(part.attribute())
                ? LARGEST_PARTITION_KEY
                : LARGEST_SORT_KEY;
        if (ItemSize.of(value) > largest) {
            throw new UnfitItemException("the key attribute '" + name + "' of table " + table.name() + " would have "
                    + ItemSize.of(value) + " bytes: DynamoDB takes up to " + largest);
        }
    }
}
