package dev.afterimage.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page ended, as a text to be handed back and not to be understood: letters, digits, {@code -} and {@code _}. It
 * stays good for ever, also when entries are added or lapse.
 */
public record Cursor(String token) {
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
            throw new IllegalArgumentException("'" + token + "' is no cursor: hand back what a page gave", malformed);
        }
    }

    @Override
    public String toString() {
        return token;
    }
}
