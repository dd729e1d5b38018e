package dev.afterimage.seed.batch;

/** DynamoDB left the same part of a batch unprocessed again and again: it is asked for more than it has. */
public final class OverloadedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OverloadedException(String operation, int left, int attempts) {
        super("DynamoDB left " + left + " items of a " + operation + " unprocessed " + attempts
                + " times in a row: try again more slowly");
    }
}
