package dev.afterimage.due;

/**
 * What came of a look at a queue.
 *
 * @param told how many items were told of
 * @param more whether more is due by now
 */
record Announced(int told, boolean more) {
    static final Announced NOTHING = new Announced(0, false);
}
