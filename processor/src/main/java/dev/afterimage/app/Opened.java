package dev.afterimage.app;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been opened so far, to be closed in reverse. Closing goes on where one part fails, and collects failures. */
final class Opened implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** Closes everything; again, it does nothing. */
    @Override
    public synchronized void close() {
        IllegalStateException failures = new IllegalStateException("not everything could be closed properly");
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failure) {
                failures.addSuppressed(failure);
            }
        }
        if (failures.getSuppressed().length == 1) {
            throw new IllegalStateException(failures.getSuppressed()[0].getMessage(), failures.getSuppressed()[0]);
        }
        if (failures.getSuppressed().length > 1) {
            throw failures;
        }
    }

    /** Closes everything because of a failure, which keeps those of closing as suppressed ones. */
    void closeAfter(Throwable failure) {
        try {
            close();
        } catch (RuntimeException another) {
            failure.addSuppressed(another);
        }
    }
}
