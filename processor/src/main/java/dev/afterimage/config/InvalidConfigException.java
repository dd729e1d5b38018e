package dev.afterimage.config;

import dev.afterimage.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration with mistakes. The message lists all of them with their places, one a line. */
public final class InvalidConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
}
