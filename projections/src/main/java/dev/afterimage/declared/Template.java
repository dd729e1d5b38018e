package dev.afterimage.declared;

import dev.afterimage.item.AttributeValues;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a row's attribute is made of: a text with attributes in braces, such as <code>{customer_id}#{status}</code>. One pair
 * of braces alone means the attribute's value as it is, of any type; anything else makes a string of strings, numbers and
 * booleans. Immutable.
 */
final class Template {
    private final List<Part> parts;

    /** A piece of a template. */
    sealed interface Part {
        record Text(String text) implements Part {}

        record Attribute(Reference reference) implements Part {}
    }

    Template(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** The attribute of this name as it is. */
    static Template attribute(String name) {
        return new Template(List.of(new Part.Attribute(Reference.attribute(name))));
    }

    Stream<Reference> references() {
        return parts.stream().flatMap(part -> switch (part) {
            case Part.Text _ -> Stream.empty();
            case Part.Attribute attribute -> Stream.of(attribute.reference());
        });
    }

    /** The one attribute that it means as it is; empty where it makes a text. */
    Optional<Reference> single() {
        return parts.size() == 1 && parts.getFirst() instanceof Part.Attribute(Reference reference)
                ? Optional.of(reference)
                : Optional.empty();
    }

    /** Whether between any two attributes there is some text. */
    boolean separates() {
        for (int i = 1; i < parts.size(); i++) {
            if (parts.get(i - 1) instanceof Part.Attribute && parts.get(i) instanceof Part.Attribute) {
                return false;
            }
        }
        return true;
    }

    /** What it makes of this; empty where an attribute is missing, or is null within a text. */
    Optional<AttributeValue> valueIn(View view) {
        Optional<Reference> single = single();
        return single.isPresent() ? view.get(single.get()) : textIn(view).map(AttributeValue::fromS);
    }

    private Optional<String> textIn(View view) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            Optional<String> piece = pieceIn(view, part);
            if (piece.isEmpty()) {
                return Optional.empty();
            }
            text.append(piece.get());
        }
        return Optional.of(text.toString());
    }

    private static Optional<String> pieceIn(View view, Part part) {
        return switch (part) {
            case Part.Text(String text) -> Optional.of(text);
            case Part.Attribute(Reference reference) -> view.get(reference).flatMap(value -> piece(reference, value));
        };
    }

    private static Optional<String> piece(Reference reference, AttributeValue value) {
        return switch (value.type()) {
            case S -> Optional.of(value.s());
            case N -> Optional.of(AttributeValues.canonicalNumber(value.n()));
            case BOOL -> Optional.of(value.bool().toString());
            case NUL -> Optional.empty();
            case B, SS, NS, BS, L, M, UNKNOWN_TO_SDK_VERSION ->
                throw new UnfitItemException("'" + reference + "' is " + UnfitItemException.kind(value)
                        + ": a text is made of strings, numbers and booleans");
        };
    }

    /**
     * An {@link UnfitItemException} where the text could be that of other values, too, since one of them holds what comes
     * after it.
     */
    void requireUnmistakable(View view) {
        for (int i = 0; i + 2 < parts.size(); i++) {
            if (parts.get(i) instanceof Part.Attribute(Reference reference)
                    && parts.get(i + 1) instanceof Part.Text(String separator)) {
                pieceIn(view, parts.get(i))
                        .filter(piece -> (piece + separator).indexOf(separator) < piece.length())
                        .ifPresent(_ -> {
                            throw new UnfitItemException("'" + reference + "' holds '" + separator
                                    + "', which comes after it in the row's key: another item's row could have the same"
                                    + " key");
                        });
            }
        }
    }
}
