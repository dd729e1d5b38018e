package dev.afterimage.cli;

import dev.afterimage.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** How the mistakes of something that people write are told. */
final class MistakesText {
    private MistakesText() {}

    /** How many there are, and each on a line of its own. */
    static String of(String what, List<Problem> problems) {
        int count = problems.size();
        return (count == 1 ? "a mistake" : count + " mistakes") + " in the " + what + ":\n"
                + problems.stream().map(Problem::toString).collect(Collectors.joining("\n  ", "  ", ""));
    }
}
