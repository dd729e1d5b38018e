package dev.afterimage.history;

import java.util.function.Function;

/** What was read, and what that cost. */
public record Read<T>(T value, ReadCost cost) {
    public <R> Read<R> map(Function<T, R> function) {
        return new Read<>(function.apply(value), cost);
    }

    /** The same, where something else was read besides. */
    public Read<T> besides(ReadCost other) {
        return new Read<>(value, cost.plus(other));
    }
}
