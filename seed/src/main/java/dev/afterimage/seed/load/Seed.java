package dev.afterimage.seed.load;

import java.util.UUID;

/**
 * A number that others are derived from, each by its own path: so that every user and list has its own luck, whatever
 * was made before it and however many there are. Mixes as SplitMix64 does.
 */
record Seed(long value) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    Seed with(long step) {
        return new Seed(mixed(value * 31 + GOLDEN * (step + 1)));
    }

    /** A random UUID in form. */
    String id() {
        long most = mixed(value + GOLDEN);
        long least = mixed(most + GOLDEN);
        return new UUID((most & ~0xF000L) | 0x4000L, (least & ~(3L << 62)) | (2L << 62)).toString();
    }

    private static long mixed(long z) {
        long first = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long second = (first ^ (first >>> 27)) * 0x94D049BB133111EBL;
        return second ^ (second >>> 31);
    }
}
