package dev.afterimage.console.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What somebody has to know to be let in. Never printed. */
public record Token(String text) {
    public Token {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a token is not blank");
        }
    }

    /** Takes as long for a wrong text as for the right one. */
    boolean is(String other) {
        return MessageDigest.isEqual(bytes(text), bytes(other));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "(token)";
    }
}
