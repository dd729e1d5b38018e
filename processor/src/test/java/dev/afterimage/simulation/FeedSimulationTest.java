package dev.afterimage.simulation;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The feed's promise, put to the test: whoever follows it sees every event once and in the order of its item, while workers
 * with wrong clocks hang and die, and commits arrive long after anybody waits for them. A failure prints what repeats it:
 * {@code -Dfeed.seed=…}; {@code -Dfeed.seeds=…} runs so many.
 */
final class FeedSimulationTest {
    private static final long SEEDS = 150;

    @Test
    void every_follower_sees_every_event_once_in_the_order_of_recording() {
        Long seed = Long.getLong("feed.seed");
        if (seed != null) {
            FeedSimulation.run(seed);
        } else {
            LongStream.range(0, Long.getLong("feed.seeds", SEEDS)).parallel().forEach(FeedSimulation::run);
        }
    }
}
