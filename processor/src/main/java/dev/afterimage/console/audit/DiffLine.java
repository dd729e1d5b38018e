package dev.afterimage.console.audit;

import dev.afterimage.inspection.Difference;
import dev.afterimage.inspection.ItemDiff;
import dev.afterimage.inspection.TextPart;
import dev.afterimage.inspection.ValueText;
import dev.afterimage.item.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A difference as a line of a page.
 *
 * @param kind {@code added}, {@code removed} or {@code changed}
 */
public record DiffLine(String kind, String path, List<Piece> pieces) {
    /** A piece of the line: what went, what came, what stayed, or that something is left out. */
    public record Piece(TextPart.Kind kind, String text) {
        public boolean removed() {
            return kind == TextPart.Kind.REMOVED;
        }

        public boolean added() {
            return kind == TextPart.Kind.ADDED;
        }

        public boolean folded() {
            return kind == TextPart.Kind.FOLDED;
        }
    }

    /** What makes the later image of the earlier one. */
    public static List<DiffLine> between(Item before, Item after) {
        return ItemDiff.between(before, after).stream().map(DiffLine::of).toList();
    }

    private static DiffLine of(Difference difference) {
        String path = difference.path().toString();
        return switch (difference) {
            case Difference.Added added ->
                new DiffLine("added", path, List.of(piece(TextPart.Kind.ADDED, added.value())));
            case Difference.Removed removed ->
                new DiffLine("removed", path, List.of(piece(TextPart.Kind.REMOVED, removed.value())));
            case Difference.Replaced replaced ->
                new DiffLine(
                        "changed",
                        path,
                        List.of(
                                piece(TextPart.Kind.REMOVED, replaced.before()),
                                new Piece(TextPart.Kind.SAME, " → "),
                                piece(TextPart.Kind.ADDED, replaced.after())));
            case Difference.Rewritten rewritten ->
                new DiffLine(
                        "changed",
                        path,
                        rewritten.parts().stream().map(DiffLine::piece).toList());
            case Difference.Members members -> new DiffLine("changed", path, pieces(members));
        };
    }

    private static Piece piece(TextPart.Kind kind, AttributeValue value) {
        return new Piece(kind, ValueText.of(value));
    }

    private static Piece piece(TextPart part) {
        String count = part.cut() ? "… " + part.length() + " characters …" : "";
        return new Piece(part.kind(), part.text() + count);
    }

    private static List<Piece> pieces(Difference.Members members) {
        List<Piece> pieces = new ArrayList<>();
        if (!members.removed().isEmpty()) {
            pieces.add(new Piece(TextPart.Kind.SAME, "without "));
            pieces.add(new Piece(TextPart.Kind.REMOVED, set(members.removed())));
        }
        if (!members.added().isEmpty()) {
            pieces.add(new Piece(TextPart.Kind.SAME, pieces.isEmpty() ? "with " : ", with "));
            pieces.add(new Piece(TextPart.Kind.ADDED, set(members.added())));
        }
        return pieces;
    }

    private static String set(List<AttributeValue> members) {
        return members.stream().map(ValueText::of).collect(Collectors.joining(", ", "<", ">"));
    }
}
