package dev.afterimage.inspection;

import dev.afterimage.inspection.TextPart.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What differs between two texts, word by word, with a little of what is around and the rest folded. */
final class TextDiff {
    private static final int CONTEXT = 40;

    private final List<String> before;
    private final List<String> after;
    private final List<TextPart> parts = new ArrayList<>();

    private TextDiff(String before, String after) {
        this.before = words(before);
        this.after = words(after);
    }

    /** The pieces that make both texts, in order. */
    static List<TextPart> of(String before, String after) {
        return new TextDiff(before, after).parts();
    }

    private List<TextPart> parts() {
        Map<String, Integer> numbers = new HashMap<>();
        int same = 0;
        for (Alignment.Run run : Alignment.of(numbered(before, numbers), numbered(after, numbers))) {
            keep(String.join("", before.subList(same, run.beforeFrom())), false);
            add(Kind.REMOVED, before.subList(run.beforeFrom(), run.beforeTo()));
            add(Kind.ADDED, after.subList(run.afterFrom(), run.afterTo()));
            same = run.beforeTo();
        }
        keep(String.join("", before.subList(same, before.size())), true);
        return parts;
    }

    private void add(Kind kind, List<String> words) {
        if (!words.isEmpty()) {
            parts.add(TextPart.of(kind, String.join("", words)));
        }
    }

    private void keep(String text, boolean last) {
        boolean first = parts.isEmpty();
        int head = first ? 0 : CONTEXT;
        int tail = last ? 0 : CONTEXT;
        if (text.length() <= head + tail + CONTEXT / 2) {
            add(Kind.SAME, text.isEmpty() ? List.of() : List.of(text));
            return;
        }
        int from = head == 0 ? 0 : ValueText.beginning(text, head).length();
        int to = text.length() - tail;
        to = tail > 0 && Character.isLowSurrogate(text.charAt(to)) ? to + 1 : to;
        add(Kind.SAME, from == 0 ? List.of() : List.of(text.substring(0, from)));
        parts.add(TextPart.folded(to - from));
        add(Kind.SAME, to == text.length() ? List.of() : List.of(text.substring(to)));
    }

    private static int[] numbered(List<String> words, Map<String, Integer> numbers) {
        return words.stream()
                .mapToInt(word -> numbers.computeIfAbsent(word, unknown -> numbers.size()))
                .toArray();
    }

    /** Runs of letters and digits, runs of white space, and each other character by itself. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int kind = kind(text.codePointAt(start));
            int end = start + Character.charCount(text.codePointAt(start));
            while (kind > 0 && end < text.length() && kind(text.codePointAt(end)) == kind) {
                end += Character.charCount(text.codePointAt(end));
            }
            words.add(text.substring(start, end));
            start = end;
        }
        return words;
    }

    private static int kind(int point) {
        if (Character.isLetterOrDigit(point)) {
            return 1;
        }
        return Character.isWhitespace(point) ? 2 : 0;
    }
}
