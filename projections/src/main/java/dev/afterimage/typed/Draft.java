package dev.afterimage.typed;

import org.jspecify.annotations.Nullable;

/** The components of a record in the making. For one thread. */
final class Draft {
    private final @Nullable Object[] values;

    Draft(int size) {
        this.values = new Object[size];
    }

    void set(int index, @Nullable Object value) {
        values[index] = value;
    }

    @Nullable
    Object get(int index) {
        return values[index];
    }
}
