package dev.afterimage.due;

/** Keeps who tells what is due. Thread-safe. */
public interface Shifts {
    /** As it is now and not as it was. */
    Shift current();

    /** Stores this where the revision before it is stored; answers whether it was so. */
    boolean put(Shift next);
}
