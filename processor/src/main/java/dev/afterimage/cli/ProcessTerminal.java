package dev.afterimage.cli;

import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The terminal that this process was started from, where there is one. */
final class ProcessTerminal implements Terminal {
    @Override
    public boolean attended() {
        return console().isPresent();
    }

    @Override
    public boolean agrees(String question) {
        return console()
                .map(console -> isYes(console.readLine("%s [y/N] ", question)))
                .orElse(false);
    }

    private static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    /** Nothing at all is answered at the end of the input. */
    private static boolean isYes(@Nullable String answer) {
        String word = answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT);
        return word.equals("y") || word.equals("yes");
    }
}
