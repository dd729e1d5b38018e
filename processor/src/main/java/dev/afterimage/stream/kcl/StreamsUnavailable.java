package dev.afterimage.stream.kcl;

import java.util.List;

/** Streams that cannot be followed. The message lists all of them with the reason, one a line. */
public final class StreamsUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StreamsUnavailable(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
