package dev.afterimage.inspection;

import dev.afterimage.inspection.Difference.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A difference on one line: {@code +} new, {@code -} gone, {@code ~} another; within a long text {@code [-gone-]} and
 * {@code {+new+}}.
 */
public final class DifferenceText {
    private DifferenceText() {}

    public static String of(Difference difference) {
        return switch (difference) {
            case Difference.Added added -> "+ " + added.path() + ": " + ValueText.of(added.value());
            case Difference.Removed removed -> "- " + removed.path() + ": " + ValueText.of(removed.value());
            case Difference.Replaced replaced ->
                "~ " + replaced.path() + ": " + ValueText.of(replaced.before()) + " → "
                        + ValueText.of(replaced.after());
            case Difference.Rewritten rewritten ->
                "~ " + rewritten.path() + ": \""
                        + rewritten.parts().stream().map(DifferenceText::part).collect(Collectors.joining()) + "\"";
            case Members members -> "~ " + members.path() + ": " + members(members);
        };
    }

    private static String part(TextPart part) {
        String text = ValueText.escaped(part.text()) + (part.cut() ? "…(" + part.length() + " characters)…" : "");
        return switch (part.kind()) {
            case SAME, FOLDED -> text;
            case REMOVED -> "[-" + text + "-]";
            case ADDED -> "{+" + text + "+}";
        };
    }

    private static String members(Members members) {
        List<String> texts = new ArrayList<>(2);
        if (!members.removed().isEmpty()) {
            texts.add("without " + set(members.removed()));
        }
        if (!members.added().isEmpty()) {
            texts.add("with " + set(members.added()));
        }
        return String.join(", ", texts);
    }

    private static String set(List<AttributeValue> values) {
        return values.stream().map(ValueText::of).collect(Collectors.joining(", ", "<", ">"));
    }
}
