package dev.afterimage.seed.load;

/**
 * How much sample data there is.
 *
 * @param guests on each list; fewer where there are not as many other users
 */
public record LoadSizes(int users, int listsPerUser, int itemsPerList, int guests) {
    public LoadSizes {
        atLeast(1, users, "users");
        atLeast(0, listsPerUser, "lists per user");
        atLeast(0, itemsPerList, "items per list");
        atLeast(0, guests, "guests per list");
    }

    /** How many guests a list really gets: its owner is none of them. */
    public int guestsPerList() {
        return Math.min(guests, users - 1);
    }

    /** How many items all tables get together. */
    public long total() {
        return users + (long) users * listsPerUser * (1L + itemsPerList + guestsPerList());
    }

    private static void atLeast(int least, int value, String what) {
        if (value < least) {
            throw new IllegalArgumentException(what + ": at least " + least + ", not " + value);
        }
    }
}
