package dev.afterimage.console.health;

/** The worker's figures, for whoever collects them. Thread-safe; it answers at once. */
@FunctionalInterface
public interface Figures {
    /** Figures at one moment, in the form that its content type says. */
    record Text(String contentType, String text) {}

    /**
     * The figures of now.
     *
     * @param accept which forms the caller understands, as HTTP's header {@code Accept} says it; blank for any
     */
    Text read(String accept);
}
