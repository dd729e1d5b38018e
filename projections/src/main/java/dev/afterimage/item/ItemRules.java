package dev.afterimage.item;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an item never is in DynamoDB: nested without end, or with values of no type, numbers that are none, or texts that
 * UTF-8 cannot hold. What is so cannot be compared, written or kept, so whoever takes items from elsewhere asks here first.
 */
public final class ItemRules {
    /** How many levels DynamoDB takes, the innermost value being one (Developer Guide, "Naming rules and data types"). */
    public static final int LEVELS = 32;

    /** Far more than DynamoDB takes, and few enough for every way of reading on. */
    private static final int MOST_LEVELS = 2 * LEVELS;

    private ItemRules() {}

    /** An {@link IllegalArgumentException} that names the attribute, where these are no attributes of an item. */
    public static void require(Map<String, AttributeValue> attributes) {
        for (Map.Entry<String, AttributeValue> attribute : attributes.entrySet()) {
            try {
                requireText(attribute.getKey());
                require(attribute.getValue(), 1);
            } catch (IllegalArgumentException unsound) {
                throw new IllegalArgumentException(
                        "attribute '" + Excerpt.of(attribute.getKey()) + "' " + unsound.getMessage(), unsound);
            }
        }
    }

    private static void require(AttributeValue value, int level) {
        if (level > MOST_LEVELS) {
            throw new IllegalArgumentException("is nested deeper than " + MOST_LEVELS + " levels");
        }
        switch (value.type()) {
            case N -> requireNumber(value.n());
            case NS -> value.ns().forEach(ItemRules::requireNumber);
            case L -> value.l().forEach(element -> require(element, level + 1));
            case M ->
                value.m().forEach((name, element) -> {
                    requireText(name);
                    require(element, level + 1);
                });
            case S -> requireText(value.s());
            case SS -> value.ss().forEach(ItemRules::requireText);
            case NUL -> requireTrue(value.nul());
            case B, BOOL, BS -> {}
            case UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalArgumentException("holds a value of a type that is not known here");
        }
    }

    private static void requireTrue(boolean isNull) {
        if (!isNull) {
            throw new IllegalArgumentException("holds a NULL that is not true");
        }
    }

    private static void requireText(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                requirePairs(text);
                return;
            }
        }
    }

    private static void requirePairs(String text) {
        if (text.codePoints().anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException("holds a text with half a character");
        }
    }

    private static void requireNumber(String number) {
        try {
            AttributeValues.canonicalNumber(number);
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException("holds a number that is none", notOne);
        }
    }

    /** Whether these are nested in no more levels than DynamoDB takes. */
    public static boolean withinLevels(Map<String, AttributeValue> attributes) {
        return withinLevels(attributes, LEVELS);
    }

    private static boolean withinLevels(Map<String, AttributeValue> attributes, int left) {
        for (AttributeValue value : attributes.values()) {
            if (!withinLevels(value, left)) {
                return false;
            }
        }
        return true;
    }

    private static boolean withinLevels(AttributeValue value, int left) {
        return switch (value.type()) {
            case L -> left > 1 && withinLevels(value.l(), left - 1);
            case M -> left > 1 && withinLevels(value.m(), left - 1);
            case S, N, B, BOOL, NUL, SS, NS, BS, UNKNOWN_TO_SDK_VERSION -> left > 0;
        };
    }

    private static boolean withinLevels(List<AttributeValue> values, int left) {
        for (AttributeValue value : values) {
            if (!withinLevels(value, left)) {
                return false;
            }
        }
        return true;
    }
}
