package dev.afterimage.seed.load;

/**
 * All that decides what the sample data is: the same settings, the same items, byte for byte.
 *
 * @param large the share of items with a description of 50 to 190 KB
 */
public record LoadSettings(long seed, LoadSizes sizes, Lapsing lapsing, double large) {
    public LoadSettings {
        Shares.check(large, "the share of large items");
    }
}
