package dev.afterimage.messaging;

import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.item.Digest;

/** Names the group of messages that are about one item, in the few characters that queues take. */
final class Groups {
    private static final int BYTES = 16;

    private Groups() {}

    static String of(ExpiryEvent event) {
        return Digest.of(event.id().item(), BYTES);
    }
}
