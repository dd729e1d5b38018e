package dev.afterimage.declared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.afterimage.item.AttributeValues;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/** What a condition compares with. */
enum Literal {
    TEXT("a text"),
    NUMBER("a number of up to 17 digits"),
    FLAG("true or false");

    /** The library compares no more. */
    private static final int DIGITS = 17;

    private final String allowed;

    Literal(String allowed) {
        this.allowed = allowed;
    }

    String allowed() {
        return allowed;
    }

    Set<String> operators() {
        return switch (this) {
            case TEXT -> Set.of("exists", "anything-but", "prefix", "suffix", "equals-ignore-case", "wildcard", "cidr");
            case NUMBER -> Set.of("exists", "anything-but", "numeric");
            case FLAG -> Set.of("exists");
        };
    }

    Optional<JsonNode> parse(String text) {
        return switch (this) {
            case TEXT -> Optional.of(TextNode.valueOf(text));
            case NUMBER -> number(text).map(DecimalNode::valueOf);
            case FLAG ->
                text.equals("true") || text.equals("false")
                        ? Optional.of(BooleanNode.valueOf(text.equals("true")))
                        : Optional.empty();
        };
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(AttributeValues.canonicalNumber(text)))
                    .filter(number -> number.stripTrailingZeros().precision() <= DIGITS);
        } catch (NumberFormatException notOne) {
            return Optional.empty();
        }
    }
}
