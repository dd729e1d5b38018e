package dev.afterimage.rebuild;

/** Is told what a rebuild does, by several threads. */
public interface RebuildListener {
    /** The version has all of this item. */
    void built(String item);

    /** The item cannot be built, for this reason. */
    void troubled(String item, String reason);

    /** What is done next, for people. */
    void begins(String what);
}
