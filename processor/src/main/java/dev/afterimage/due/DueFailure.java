package dev.afterimage.due;

/** What is due could not be told this time; the message says why. */
final class DueFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    DueFailure(String message) {
        super(message);
    }
}
