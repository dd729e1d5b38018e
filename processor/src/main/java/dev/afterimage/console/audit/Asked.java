package dev.afterimage.console.audit;

import dev.afterimage.inspection.NotUnderstoodException;
import java.util.function.Supplier;

/** Answers questions that may be none. */
final class Asked {
    private Asked() {}

    /** The answer; a {@link NotUnderstoodException} where the log says that the question makes no sense. */
    static <T> T of(Supplier<T> question) {
        try {
            return question.get();
        } catch (IllegalArgumentException senseless) {
            throw new NotUnderstoodException(String.valueOf(senseless.getMessage()));
        }
    }
}
