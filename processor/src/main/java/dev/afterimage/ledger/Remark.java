package dev.afterimage.ledger;

import java.nio.charset.StandardCharsets;

/** A text that somebody wrote for people, as a row may hold it: not too long, and without half characters. */
public final class Remark {
    private Remark() {}

    /** The text; of a longer one the beginning. */
    public static String of(String text, int longest) {
        String cut = text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
