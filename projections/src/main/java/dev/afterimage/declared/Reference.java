package dev.afterimage.declared;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What stands between the braces of a template: an attribute, or something else that begins with {@code $}.
 *
 * @param steps an attribute's name, and the names below it where it is a map; empty where no attribute is meant
 */
record Reference(Origin origin, List<String> steps) {
    /** Where a value comes from. */
    enum Origin {
        ITEM(""),
        /** The image before the change. */
        OLD("$old"),
        /** The image after the change. */
        NEW("$new"),
        /** The one value, of those that an index is made by, that the row is for. */
        VALUE("$value"),
        SEQUENCE("$sequence"),
        CHANGED_AT("$changed_at"),
        OPERATION("$operation");

        private static final Map<String, Origin> BY_WORD =
                Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Origin::word, origin -> origin));

        private final String word;

        Origin(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        private boolean isImage() {
            return this == OLD || this == NEW;
        }
    }

    Reference {
        steps = List.copyOf(steps);
    }

    /** An attribute of the item, by its whole name. */
    static Reference attribute(String name) {
        return new Reference(Origin.ITEM, List.of(name));
    }

    /** What a text between braces means; an {@link IllegalArgumentException} where it means nothing. */
    static Reference parse(String text) {
        List<String> steps = List.of(text.split("\\.", -1));
        if (steps.contains("")) {
            throw new IllegalArgumentException("names no attribute in {" + text + "}");
        }
        if (!text.startsWith("$")) {
            return new Reference(Origin.ITEM, steps);
        }
        Origin origin = Optional.ofNullable(Origin.BY_WORD.get(steps.getFirst()))
                .orElseThrow(() -> new IllegalArgumentException("has {" + text + "}, which means nothing: there are"
                        + " {$value}, {$old.NAME}, {$new.NAME}, {$sequence}, {$changed_at} and {$operation}"));
        List<String> below = steps.subList(1, steps.size());
        if (origin.isImage() == below.isEmpty()) {
            throw new IllegalArgumentException("has {" + text + "}: write {" + origin.word()
                    + (origin.isImage() ? ".NAME}, with the name of an attribute" : "} alone"));
        }
        return new Reference(origin, below);
    }

    /** The value at the end of the steps; empty where there is none. */
    Optional<AttributeValue> in(Map<String, AttributeValue> attributes) {
        Optional<AttributeValue> found = Optional.ofNullable(attributes.get(steps.getFirst()));
        for (String step : steps.subList(1, steps.size())) {
            found = found.filter(AttributeValue::hasM)
                    .flatMap(map -> Optional.ofNullable(map.m().get(step)));
        }
        return found;
    }

    @Override
    public String toString() {
        String below = String.join(".", steps);
        return origin.word() + (origin.word().isEmpty() || below.isEmpty() ? "" : ".") + below;
    }
}
