package dev.afterimage.seed.traffic;

import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.time.Duration;
import java.time.Instant;

/**
 * Is told what the traffic does. Called by its threads: must be thread-safe and fast, and throw nothing.
 */
public interface TrafficListener {
    /** Listens to nothing. */
    TrafficListener NONE = new TrafficListener() {};

    /**
     * DynamoDB acknowledged the write of an item. Each leaves one change in the table's stream, except for the deletion
     * of an item that had lapsed meanwhile.
     */
    default void acknowledged(TableName table, ItemKey key, Instant at) {}

    /**
     * An action ended.
     *
     * @param conflicts how often it had to begin again, because somebody else wrote the same item meanwhile
     */
    default void completed(Action action, Outcome outcome, int conflicts, Duration took) {}

    /** Tells both, this one first. */
    default TrafficListener and(TrafficListener other) {
        TrafficListener one = this;
        return new TrafficListener() {
            @Override
            public void acknowledged(TableName table, ItemKey key, Instant at) {
                one.acknowledged(table, key, at);
                other.acknowledged(table, key, at);
            }

            @Override
            public void completed(Action action, Outcome outcome, int conflicts, Duration took) {
                one.completed(action, outcome, conflicts, took);
                other.completed(action, outcome, conflicts, took);
            }
        };
    }
}
