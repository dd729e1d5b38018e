package dev.afterimage.declared;

import dev.afterimage.item.Item;
import dev.afterimage.projection.Write;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How a whole row is made. Immutable. */
record RowTemplate(KeyTemplate key, Content content) {
    /** What a row holds beside its key. */
    sealed interface Content {
        /** All that the item holds. */
        enum Everything implements Content {
            EVERYTHING
        }

        /** These attributes. */
        record Made(Map<String, Template> attributes) implements Content {
            public Made {
                attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
            }
        }
    }

    /** The row of an item that is seen like this; empty where it has none. */
    Optional<Write.Put> in(View view, Item item) {
        return key.in(view).map(row -> {
            Map<String, AttributeValue> attributes = attributes(view, item);
            attributes.keySet().removeAll(row.key().attributes().keySet());
            return Write.put(row, attributes);
        });
    }

    private Map<String, AttributeValue> attributes(View view, Item item) {
        return switch (content) {
            case Content.Everything _ -> new LinkedHashMap<>(item.attributes());
            case Content.Made(Map<String, Template> made) -> {
                Map<String, AttributeValue> attributes = new LinkedHashMap<>();
                made.forEach(
                        (name, template) -> template.valueIn(view).ifPresent(value -> attributes.put(name, value)));
                yield attributes;
            }
        };
    }
}
