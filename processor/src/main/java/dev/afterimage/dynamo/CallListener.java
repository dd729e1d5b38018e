package dev.afterimage.dynamo;

/**
 * Is told of each call to DynamoDB and its streams once it has ended. Called by many threads, so it must be thread-safe,
 * fast, and throw nothing.
 */
@FunctionalInterface
public interface CallListener {
    /** Listens to nothing. */
    CallListener NONE = call -> {};

    void called(ServiceCall call);
}
