package dev.afterimage.delivery;

import dev.afterimage.expiry.ExpiryEvent;
import java.util.List;

/** Somewhere to deliver events to. For one thread, but for {@link #close}. */
public interface Sink extends AutoCloseable {
    /** How many events it takes at once, at most. */
    int batch();

    /**
     * Delivers these, no two of which are about the same item, within a limited time; answers for each of them, in their
     * order, what became of it. It throws nothing, but for bugs.
     */
    List<Delivery> deliver(List<ExpiryEvent> events);

    @Override
    void close();
}
