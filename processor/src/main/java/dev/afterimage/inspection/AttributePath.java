package dev.afterimage.inspection;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where in an item a value stands: {@code address.lines[2]}. A name that is not made of letters, digits, {@code _} and
 * {@code -} alone is quoted as in JSON, so that no two paths have one text. Immutable.
 */
public record AttributePath(List<Step> steps) {
    private static final AttributePath ROOT = new AttributePath(List.of());
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_-]*");

    public AttributePath {
        steps = List.copyOf(steps);
    }

    /** One step into a value. */
    public sealed interface Step {
        /** Into a map, or an item. */
        record Name(String name) implements Step {
            @Override
            public String toString() {
                return step(name);
            }
        }

        /** Into a list, counted from 0. */
        record Index(int index) implements Step {
            @Override
            public String toString() {
                return "[" + index + "]";
            }
        }
    }

    /** Of an attribute of the item itself. */
    public static AttributePath of(String attribute) {
        return ROOT.then(new Step.Name(attribute));
    }

    AttributePath name(String name) {
        return then(new Step.Name(name));
    }

    AttributePath index(int index) {
        return then(new Step.Index(index));
    }

    private AttributePath then(Step step) {
        List<Step> longer = new ArrayList<>(steps.size() + 1);
        longer.addAll(steps);
        longer.add(step);
        return new AttributePath(longer);
    }

    static String step(String name) {
        return PLAIN.matcher(name).matches() ? name : ValueText.quoted(name);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            if (!text.isEmpty() && step instanceof Step.Name) {
                text.append('.');
            }
            text.append(step);
        }
        return text.toString();
    }
}
