package dev.afterimage.seed.local;

/** Another program listens on the wanted port. Its message is one for the user. */
public final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortTakenException(int port, Throwable cause) {
        super("port " + port + " is taken: choose another with --port", cause);
    }
}
