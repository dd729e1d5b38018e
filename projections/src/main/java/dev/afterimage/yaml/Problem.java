package dev.afterimage.yaml;

/**
 * One mistake in what was written.
 *
 * @param key the path of the key, such as {@code sources[0].table}; empty where the whole is meant
 * @param detail what is wrong, and what would be right
 */
public record Problem(Place place, String key, String detail) {
    /** One line: where, which key, what is wrong, what is allowed. */
    @Override
    public String toString() {
        return place + ": " + (key.isEmpty() ? "" : key + " ") + detail;
    }
}
