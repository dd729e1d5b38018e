package dev.afterimage.app;

/** Neither the configuration nor the environment names an AWS region. */
public final class UnknownRegionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownRegionException(Throwable cause) {
        super("no AWS region is known: set aws.region in the configuration, or AWS_REGION in the environment", cause);
    }
}
