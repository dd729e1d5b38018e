package dev.afterimage.cli;

/** A verb cannot do what it was asked; its message is all that people see. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private Failure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The world is not as it should be; exit code 1. */
    public static Failure of(String message) {
        return new Failure(1, message);
    }

    /** The command line or the configuration is wrong; exit code 2. */
    public static Failure usage(String message) {
        return new Failure(2, message);
    }

    int exitCode() {
        return exitCode;
    }
}
