package dev.afterimage.export;

/** An export that cannot be read. The message names the file, and the line where it is one, what is wrong and what to do. */
public final class MalformedExportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedExportException(String message) {
        super(message);
    }
}
