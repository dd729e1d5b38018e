package dev.afterimage.seed.load;

/** Is told how a load goes on. Called by its writing threads: must be thread-safe and fast. */
@FunctionalInterface
public interface LoadListener {
    /** So many more items are written. */
    void written(int items);
}
