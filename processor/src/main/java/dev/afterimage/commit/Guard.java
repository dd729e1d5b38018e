package dev.afterimage.commit;

import dev.afterimage.item.AttributeValues;
import dev.afterimage.item.Item;
import java.math.BigDecimal;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a stored row must be for a transaction to hold. Immutable. */
public sealed interface Guard {
    String attribute();

    boolean holds(Optional<Item> row);

    /** There is no such row, or it has no such attribute. */
    record Absent(String attribute) implements Guard {
        @Override
        public boolean holds(Optional<Item> row) {
            return row.flatMap(item -> item.get(attribute)).isEmpty();
        }
    }

    /** The row has this attribute with this number or a greater one. */
    record AtLeast(String attribute, long least) implements Guard {
        @Override
        public boolean holds(Optional<Item> row) {
            return row.flatMap(item -> item.number(attribute))
                    .filter(stored -> stored.compareTo(BigDecimal.valueOf(least)) >= 0)
                    .isPresent();
        }
    }

    /** The row has this attribute with this value. */
    record Equal(String attribute, AttributeValue value) implements Guard {
        @Override
        public boolean holds(Optional<Item> row) {
            return row.flatMap(item -> item.get(attribute))
                    .filter(stored -> AttributeValues.same(stored, value))
                    .isPresent();
        }
    }
}
