package dev.afterimage.inspection;

/** What somebody typed, or wrote into an address, has no meaning. The message says why, and what to write instead. */
public final class NotUnderstoodException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotUnderstoodException(String message) {
        super(message);
    }
}
