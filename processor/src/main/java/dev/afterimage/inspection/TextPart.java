package dev.afterimage.inspection;

/**
 * A piece of a text that became another, as it is shown.
 *
 * @param text the piece, or its beginning where it is very long; empty where it is left out
 * @param length how many characters the piece has
 */
public record TextPart(Kind kind, String text, int length) {
    private static final int LONGEST = 400;

    /** What became of the piece. */
    public enum Kind {
        SAME,
        REMOVED,
        ADDED,
        /** It stayed, and is left out. */
        FOLDED
    }

    static TextPart folded(int length) {
        return new TextPart(Kind.FOLDED, "", length);
    }

    static TextPart of(Kind kind, String piece) {
        String shown = piece.length() <= LONGEST ? piece : ValueText.beginning(piece, LONGEST);
        return new TextPart(kind, shown, piece.length());
    }

    /** Whether it is not shown, or only its beginning. */
    public boolean cut() {
        return text.length() < length;
    }
}
