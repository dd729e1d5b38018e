package dev.afterimage.simulation;

/** What a bug or a broken world throws at the product. */
final class Unexpected extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unexpected(String message) {
        super(message);
    }
}
