package dev.afterimage.console;

/** The console cannot listen where it should. The message says why, and what to do. */
public final class CannotListenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotListenException(ConsoleSettings settings, Throwable cause) {
        super(
                "the console cannot listen on " + settings.host() + ":" + settings.port() + " (" + reason(cause)
                        + "): choose another with console.listen, or write off",
                cause);
    }

    private static String reason(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
