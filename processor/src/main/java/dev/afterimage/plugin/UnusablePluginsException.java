package dev.afterimage.plugin;

import java.util.ArrayList;
import java.util.List;

/** Plugins that cannot be used. The message lists all that is wrong, each with its jar and what to do, one a line. */
public final class UnusablePluginsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An exception is to be serializable, and so are its fields. */
    private final ArrayList<String> problems;

    UnusablePluginsException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = new ArrayList<>(problems);
    }

    /** What is wrong, one by one. */
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
