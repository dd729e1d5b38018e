package dev.afterimage.rebuild;

/** What became of building an item. */
sealed interface ItemEnd {
    /** The version has all of the item's changes, and gets the next ones from the lanes. */
    record Built() implements ItemEnd {}

    /** It cannot be built; its fence says why, and stays open. */
    record Troubled(String reason) implements ItemEnd {}

    /** Somebody else works on it now. */
    record Lost() implements ItemEnd {}

    /** It was told to stop before. */
    record Stopped() implements ItemEnd {}
}
