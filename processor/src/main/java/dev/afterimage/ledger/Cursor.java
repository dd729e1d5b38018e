package dev.afterimage.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page ended, as a text to be handed back and not to be understood: letters, digits, {@code -} and {@code _}. It
 * stays good for ever, also when entries are added or lapse.
 */
public record Cursor(String token) {
    private static final int LONGEST_SHOWN = 60;

    public Cursor {
        place(token);
    }

    /** The cursor of a place in the log's own order. */
    public static Cursor of(String place) {
        return new Cursor(
                Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8)));
    }

    public String place() {
        return place(token);
    }

    private static String place(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "'" + shown(token) + "' is no cursor: hand back what a page gave", malformed);
        }
    }

    /** Its beginning, for a message. */
    String shown() {
        return shown(token);
    }

    private static String shown(String token) {
        return token.length() <= LONGEST_SHOWN ? token : token.substring(0, LONGEST_SHOWN) + "…";
    }

    @Override
    public String toString() {
        return token;
    }
}
