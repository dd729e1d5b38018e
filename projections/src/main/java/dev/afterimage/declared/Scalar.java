package dev.afterimage.declared;

import dev.afterimage.item.Item;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Finds a string, number or binary of an item, which can be compared.
 *
 * @param use what is made of it, for people
 */
record Scalar(Reference attribute, String use) {
    /** The value; empty where it is missing or null. */
    Optional<AttributeValue> in(Item item) {
        Optional<AttributeValue> value =
                attribute.in(item.attributes()).filter(found -> found.type() != AttributeValue.Type.NUL);
        value.ifPresent(this::require);
        return value;
    }

    private void require(AttributeValue value) {
        switch (value.type()) {
            case S, N, B -> {}
            case BOOL, NUL, SS, NS, BS, L, M, UNKNOWN_TO_SDK_VERSION ->
                throw new UnfitItemException("'" + attribute + "' is " + UnfitItemException.kind(value) + ": " + use
                        + " is made of strings, numbers and binaries");
        }
    }
}
