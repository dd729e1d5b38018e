package dev.afterimage.inspection;

import java.util.function.Supplier;

/** Answers what people ask where it makes sense. */
public final class Understood {
    private Understood() {}

    /** The answer; a {@link NotUnderstoodException} where an {@link IllegalArgumentException} says that there is none. */
    public static <T> T of(Supplier<T> question) {
        try {
            return question.get();
        } catch (IllegalArgumentException senseless) {
            throw new NotUnderstoodException(String.valueOf(senseless.getMessage()));
        }
    }
}
