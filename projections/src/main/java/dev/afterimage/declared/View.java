package dev.afterimage.declared;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a template sees. */
sealed interface View {
    Optional<AttributeValue> get(Reference reference);

    /** An item as it is at one moment. */
    record OfItem(Item item) implements View {
        @Override
        public Optional<AttributeValue> get(Reference reference) {
            return reference.in(item.attributes());
        }
    }

    /** An item, and one of the values that an index is made by. */
    record OfValue(Item item, AttributeValue value) implements View {
        @Override
        public Optional<AttributeValue> get(Reference reference) {
            return reference.origin() == Reference.Origin.VALUE ? Optional.of(value) : reference.in(item.attributes());
        }
    }

    /** A change; its item is the one after it, or the last one where the item is gone. */
    record OfChange(Change change) implements View {
        @Override
        public Optional<AttributeValue> get(Reference reference) {
            return switch (reference.origin()) {
                case ITEM, VALUE -> reference.in(image().attributes());
                case OLD -> change.before().flatMap(image -> reference.in(image.attributes()));
                case NEW -> change.after().flatMap(image -> reference.in(image.attributes()));
                case SEQUENCE -> text(change.sequence().padded());
                case CHANGED_AT -> text(change.changedAt().toString());
                case OPERATION -> text(operation());
            };
        }

        Item image() {
            return change.after().or(change::before).orElse(Item.empty());
        }

        private String operation() {
            return switch (change) {
                case Change.Inserted _ -> "INSERT";
                case Change.Modified _ -> "MODIFY";
                case Change.Removed _ -> "REMOVE";
                case Change.Expired _ -> "EXPIRE";
                case Change.Loaded _ -> "LOAD";
            };
        }

        private static Optional<AttributeValue> text(String text) {
            return Optional.of(AttributeValue.fromS(text));
        }
    }
}
