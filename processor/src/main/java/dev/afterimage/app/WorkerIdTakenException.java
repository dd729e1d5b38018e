package dev.afterimage.app;

/** Another live worker on this host has the id. */
public final class WorkerIdTakenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WorkerIdTakenException(String message) {
        super(message);
    }
}
