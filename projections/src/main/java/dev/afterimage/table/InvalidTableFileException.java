package dev.afterimage.table;

import dev.afterimage.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A file of tables is not as it must be. The message lists all that is wrong with it, one a line. */
public final class InvalidTableFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidTableFileException(List<Problem> problems) {
        super((problems.size() == 1 ? "a mistake" : problems.size() + " mistakes") + " in the file of tables:\n"
                + problems.stream().map(Problem::toString).collect(Collectors.joining("\n  ", "  ", "")));
    }
}
