package dev.afterimage.projection;

import dev.afterimage.item.ItemSize;
import java.math.BigDecimal;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What an {@link Write.Update} does to one attribute. */
public sealed interface AttributeChange {
    /** The one change that does what this one and then the other do. */
    AttributeChange then(AttributeChange next);

    /** The attribute after the change. */
    Optional<AttributeValue> applyTo(Optional<AttributeValue> value);

    int size();

    /** The attribute becomes this value. */
    record Set(AttributeValue value) implements AttributeChange {
        @Override
        public AttributeChange then(AttributeChange next) {
            return next instanceof Add add ? new Set(add.sum(Optional.of(value))) : next;
        }

        @Override
        public Optional<AttributeValue> applyTo(Optional<AttributeValue> before) {
            return Optional.of(value);
        }

        @Override
        public int size() {
            return ItemSize.of(value);
        }
    }

    /** A number is added to the attribute, of which an absent one counts as 0. */
    record Add(BigDecimal difference) implements AttributeChange {
        @Override
        public AttributeChange then(AttributeChange next) {
            return next instanceof Add add ? new Add(difference.add(add.difference)) : next;
        }

        @Override
        public Optional<AttributeValue> applyTo(Optional<AttributeValue> before) {
            return Optional.of(sum(before));
        }

        @Override
        public int size() {
            return ItemSize.ofNumber(difference.toString());
        }

        private AttributeValue sum(Optional<AttributeValue> value) {
            return number(value.map(Add::numberOf).map(difference::add).orElse(difference));
        }

        private static BigDecimal numberOf(AttributeValue value) {
            if (value.n() == null) {
                throw new IllegalArgumentException("cannot add a number to an attribute of type " + value.type());
            }
            return new BigDecimal(value.n());
        }

        private static AttributeValue number(BigDecimal number) {
            return AttributeValue.fromN(number.toString());
        }
    }

    /** The attribute is no more. */
    enum Remove implements AttributeChange {
        REMOVE;

        @Override
        public AttributeChange then(AttributeChange next) {
            return next instanceof Add add ? new Set(add.sum(Optional.empty())) : next;
        }

        @Override
        public Optional<AttributeValue> applyTo(Optional<AttributeValue> before) {
            return Optional.empty();
        }

        @Override
        public int size() {
            return 0;
        }
    }
}
