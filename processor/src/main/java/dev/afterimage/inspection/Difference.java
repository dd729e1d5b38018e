package dev.afterimage.inspection;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One thing that differs between two images of an item. Values are as they are stored; whether they differ is DynamoDB's
 * to say: {@code 1} and {@code 1.0} are one number, and sets have no order.
 */
public sealed interface Difference {
    /** Where; an element of a list by its place in the later image, or in the earlier one where it is gone. */
    AttributePath path();

    /** It came. */
    record Added(AttributePath path, AttributeValue value) implements Difference {}

    /** It went. */
    record Removed(AttributePath path, AttributeValue value) implements Difference {}

    /** It became another. */
    record Replaced(AttributePath path, AttributeValue before, AttributeValue after) implements Difference {}

    /**
     * It is a long text that became another.
     *
     * @param parts the pieces that make both texts, in order
     */
    record Rewritten(AttributePath path, String before, String after, List<TextPart> parts) implements Difference {
        public Rewritten {
            parts = List.copyOf(parts);
        }
    }

    /** It is a set that lost members, or gained some; those that stayed are not named. */
    record Members(AttributePath path, List<AttributeValue> removed, List<AttributeValue> added) implements Difference {
        public Members {
            removed = List.copyOf(removed);
            added = List.copyOf(added);
        }
    }
}
