package dev.afterimage.seed.traffic;

/** How an action ended. */
public enum Outcome {
    DONE,
    /** There was nothing to do it to, or somebody else was faster: no list left, the item gone, the guest there. */
    MISSED;

    static Outcome of(boolean done) {
        return done ? DONE : MISSED;
    }
}
