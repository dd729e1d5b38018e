package dev.afterimage.expiry;

import dev.afterimage.change.ChangeId;
import dev.afterimage.item.Digest;

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
        return new EventId(Digest.of(name, BYTES));
    }

    @Override
    public String toString() {
        return value;
    }
}
