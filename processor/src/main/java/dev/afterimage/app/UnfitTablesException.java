package dev.afterimage.app;

import java.util.List;

/** The tables are not as a worker needs them. The message lists everything that is wrong, one a line. */
public final class UnfitTablesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnfitTablesException(List<String> problems) {
        super("the worker cannot start, and nothing was changed:\n  " + String.join("\n  ", problems));
    }
}
