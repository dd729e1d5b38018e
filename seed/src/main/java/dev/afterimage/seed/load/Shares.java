package dev.afterimage.seed.load;

/** Checks a share of a whole. */
final class Shares {
    private Shares() {}

    static void check(double share, String what) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(what + ": from 0 to 1, not " + share);
        }
    }
}
