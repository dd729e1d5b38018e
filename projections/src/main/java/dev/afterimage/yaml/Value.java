package dev.afterimage.yaml;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of single value.
 *
 * @param allowed what may be written, to go on after "write"
 * @param parse the value of a text; empty where the text is none
 */
public record Value<T>(String allowed, Function<String, Optional<T>> parse) {
    /** Longer than all that is legal; a pattern with groups takes stack for each character of a text. */
    private static final int LONGEST_TEXT = 2_048;

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    public static Value<Boolean> flag() {
        return new Value<>("true or false", text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    public static Value<String> text(String allowed, String pattern) {
        Predicate<String> legal = Pattern.compile(pattern).asMatchPredicate();
        return new Value<>(
                allowed,
                text -> Optional.of(text)
                        .filter(some -> some.length() <= LONGEST_TEXT)
                        .filter(legal));
    }

    public static Value<Integer> integer(int least, int most) {
        return new Value<>(
                "a whole number from " + least + " to " + most,
                text -> Optional.of(text)
                        .filter(digits -> digits.matches("[0-9]{1,9}"))
                        .map(Integer::parseInt)
                        .filter(number -> number >= least && number <= most));
    }

    public static Value<Duration> duration(String least, String most) {
        Duration from = durationOf(least).orElseThrow();
        Duration to = durationOf(most).orElseThrow();
        return new Value<>(
                "a duration from " + least + " to " + most + ", such as 250ms, 10s, 5m, 12h or 90d",
                text -> durationOf(text)
                        .filter(duration -> duration.compareTo(from) >= 0 && duration.compareTo(to) <= 0));
    }

    /** Another value, or this word, which stands for none. */
    public static <T> Value<Optional<T>> or(String word, Value<T> value) {
        return new Value<>(
                word + ", or " + value.allowed(),
                text -> text.equals(word)
                        ? Optional.of(Optional.empty())
                        : value.parse().apply(text).flatMap(other -> Optional.of(Optional.of(other))));
    }

    public static <T> Value<T> oneOf(Collection<T> known) {
        String names =
                String.join(", ", known.stream().map(Object::toString).sorted().toList());
        return new Value<>(
                "one of " + names,
                text -> known.stream()
                        .filter(one -> one.toString().equals(text))
                        .findFirst());
    }

    /** One of these words, which stand for something. */
    public static <T> Value<T> word(Map<String, T> meanings) {
        return new Value<>(oneOf(meanings.keySet()).allowed(), text -> Optional.ofNullable(meanings.get(text)));
    }

    /** Any other kind of value whose constructor says by an exception that a text is none. */
    public static <T> Value<T> made(String allowed, Function<String, T> constructor) {
        return new Value<>(allowed, text -> {
            try {
                return Optional.of(constructor.apply(text));
            } catch (IllegalArgumentException notOne) {
                return Optional.empty();
            }
        });
    }

    private static Optional<Duration> durationOf(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }
}
