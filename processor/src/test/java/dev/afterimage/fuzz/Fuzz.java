package dev.afterimage.fuzz;

import java.util.function.Function;

/**
 * Tries a check on many inputs, each made from a seed of its own, so that a failure can be had again:
 * {@code -Dfuzz.seed=N} begins with the input of that seed. {@code -Dfuzz.rounds=N} tries so many times as many.
 */
public final class Fuzz {
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 1);
    private static final int SHOWN = 600;

    private Fuzz() {}

    /** What is to hold of an input; it throws where it does not. */
    public interface Check<T> {
        void accept(T input) throws Exception;
    }

    /** Makes so many inputs, times the rounds, and checks each. */
    public static <T> void inputs(String name, int count, Function<Chaos, T> make, Check<T> check) {
        long all = (long) count * ROUNDS;
        for (long seed = SEED; seed < SEED + all; seed++) {
            T input = make.apply(new Chaos(seed));
            try {
                check.accept(input);
            } catch (Throwable failure) {
                throw new AssertionError(
                        name + ": " + failure + "\nto have it again: -Dfuzz.seed=" + seed + "\nof the input: "
                                + excerpt(input),
                        failure);
            }
        }
        System.out.println("fuzz: " + all + " inputs of " + name);
    }

    private static String excerpt(Object input) {
        try {
            String text = input instanceof byte[] bytes
                    ? new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                    : String.valueOf(input);
            return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… (" + text.length() + " characters)";
        } catch (RuntimeException | StackOverflowError unprintable) {
            return "unprintable: " + unprintable;
        }
    }
}
