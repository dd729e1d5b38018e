package dev.afterimage.expiry;

import dev.afterimage.change.ChangeId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names an event for ever, wherever it is delivered: 32 hexadecimal digits that follow from table, key, sequence number and
 * kind alone. A receiver that has seen one need not look at it again.
 */
public record EventId(String value) {
    private static final int BYTES = 16;

    public static EventId of(ExpiryEvent event) {
        ChangeId id = event.id();
        // No part holds a line's end.
        String name = id.table() + "\n" + id.sequence().padded() + "\n"
                + event.kind().text() + "\n" + id.key().canonical();
        return new EventId(HexFormat.of().formatHex(sha256(name), 0, BYTES));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
