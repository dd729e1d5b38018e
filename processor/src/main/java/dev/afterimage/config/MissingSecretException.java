package dev.afterimage.config;

/** The configuration says where a secret stands, and it is not there. */
public final class MissingSecretException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingSecretException(String message) {
        super(message);
    }
}
