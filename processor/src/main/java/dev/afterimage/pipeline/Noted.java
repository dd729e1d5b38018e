package dev.afterimage.pipeline;

/** Whether something was noted beside the way of changes. */
public sealed interface Noted {
    enum Done implements Noted {
        DONE
    }

    /** Nothing was written: the row was not as the guard says. */
    enum Stale implements Noted {
        STALE
    }

    /** Nothing was written, as far as that is known. */
    record Impossible(String reason) implements Noted {}
}
