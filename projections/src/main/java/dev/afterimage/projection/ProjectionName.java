package dev.afterimage.projection;

/** The name of a projection: what configuration, errors and metrics call it. */
public record ProjectionName(String value) {
    public ProjectionName {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a projection needs a name");
        }
    }

    /** What a version of the projection is called: the first as the projection, the second {@code NAME_v2}. */
    public ProjectionName ofVersion(int version) {
        if (version < 1) {
            throw new IllegalArgumentException("there is no version " + version + " of " + value + ": the first is 1");
        }
        return version == 1 ? this : new ProjectionName(value + "_v" + version);
    }

    @Override
    public String toString() {
        return value;
    }
}
