package dev.afterimage.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page that is a walk: files with their names before them, and commands with what they print behind them, in order. */
final class Walk {
    private static final Pattern BLOCK =
            Pattern.compile("(?:^`([^`\\n]+)`:\\n\\n)?^```([a-z]+)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    private Walk() {}

    /** One thing to do. */
    sealed interface Step {
        record Write(String file, String text) implements Step {}

        /** A command in words; empty where nothing is said about what it prints. */
        record Run(List<String> words, Optional<String> prints) implements Step {}
    }

    static List<Step> steps(String page) {
        List<Step> steps = new ArrayList<>();
        Matcher block = BLOCK.matcher(page);
        while (block.find()) {
            String text = block.group(3);
            if (block.group(1) != null) {
                steps.add(new Step.Write(block.group(1), text));
            } else if (block.group(2).equals("sh")) {
                commands(text)
                        .map(words -> new Step.Run(words, Optional.empty()))
                        .forEach(steps::add);
            } else if (steps.removeLast() instanceof Step.Run run) {
                steps.add(new Step.Run(run.words(), Optional.of(text)));
            } else {
                throw new AssertionError("a block that is neither a file nor what a command prints: " + text);
            }
        }
        return steps;
    }

    private static Stream<List<String>> commands(String text) {
        return text.replace("\\\n", " ").lines().map(Walk::words);
    }

    private static List<String> words(String command) {
        return WORD.matcher(command)
                .results()
                .map(word -> Stream.of(1, 2, 3)
                        .map(word::group)
                        .filter(group -> group != null)
                        .findFirst()
                        .orElse(""))
                .toList();
    }
}
