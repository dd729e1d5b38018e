package dev.afterimage.simulation;

import java.util.List;
import java.util.stream.Stream;

/**
 * How large the world of a run is, at most.
 *
 * @param shards with which a table begins
 * @param changes on one shard
 * @param workers that want to follow a shard
 * @param faults that strike
 */
record Scale(int shards, int changes, int workers, int faults) {
    static final Scale FULL = new Scale(3, 24, 2, 60);

    /** Reads what {@link #toString} wrote. */
    static Scale parse(String text) {
        List<Integer> numbers = Stream.of(text.split(",", -1))
                .map(number -> Integer.parseInt(number.strip()))
                .toList();
        return new Scale(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3));
    }

    /** The next smaller ones, in one way each. */
    Stream<Scale> smaller() {
        return Stream.of(
                        new Scale(1, changes, workers, faults),
                        new Scale(shards - 1, changes, workers, faults),
                        new Scale(shards, changes / 2, workers, faults),
                        new Scale(shards, changes - 1, workers, faults),
                        new Scale(shards, changes, workers - 1, faults),
                        new Scale(shards, changes, workers, faults / 2),
                        new Scale(shards, changes, workers, faults - 1))
                .filter(scale -> !scale.equals(this) && scale.isPossible());
    }

    private boolean isPossible() {
        return shards > 0 && changes > 0 && workers > 0 && faults >= 0;
    }

    @Override
    public String toString() {
        return shards + "," + changes + "," + workers + "," + faults;
    }
}
