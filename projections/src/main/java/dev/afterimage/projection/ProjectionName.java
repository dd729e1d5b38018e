package dev.afterimage.projection;

/** The name of a projection: what configuration, errors and metrics call it. */
public record ProjectionName(String value) {
    public ProjectionName {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a projection needs a name");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
