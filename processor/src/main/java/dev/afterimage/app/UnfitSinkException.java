package dev.afterimage.app;

/** A sink cannot be opened as it is configured; the message says which and why. */
final class UnfitSinkException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnfitSinkException(String message) {
        super(message);
    }
}
