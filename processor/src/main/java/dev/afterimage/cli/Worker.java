package dev.afterimage.cli;

/** A worker that is running. Thread-safe; closing it again does nothing. */
public interface Worker extends AutoCloseable {
    /** One line for people: what it follows, and as whom. */
    String description();

    /** Whether it goes on; false when it has ended by itself. */
    boolean running();

    /** Ends the commit in flight, writes checkpoints and gives the leases back. */
    @Override
    void close();
}
