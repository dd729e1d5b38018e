package dev.afterimage.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.demo.fleet.TakeOver.Cause;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.ShardId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TakeOversTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Lane LANE = new Lane(new TableName("items"), new ShardId("shardId-00000001-a"));

    private final TakeOvers takeOvers = new TakeOvers();

    @Test
    void a_lane_is_taken_over_with_the_first_commit_after_it_was_seen_with_another() {
        takeOvers.strike(Cause.KILLED, "w1", START, lane("w1", 5));
        takeOvers.look(after(1), lane("w1", 6));
        takeOvers.look(after(2), lane("w2", 6));
        takeOvers.look(after(3), lane("w2", 6));
        takeOvers.look(after(4), lane("w2", 7));

        assertThat(takeOvers.done()).containsExactly(new TakeOver(Cause.KILLED, LANE, Duration.ofSeconds(4), false));
        assertThat(takeOvers.open()).isZero();
    }

    @Test
    void a_new_process_with_the_same_id_is_another_one() {
        takeOvers.strike(Cause.KILLED, "w1", START, lane("w1", 5));
        takeOvers.started("w1");
        takeOvers.look(after(1), lane("w1", 5));
        takeOvers.look(after(2), lane("w1", 6));

        assertThat(takeOvers.done()).extracting(TakeOver::took).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void a_lane_that_nobody_took_is_its_workers_own_when_that_wakes_up() {
        takeOvers.strike(Cause.PAUSED, "w1", START, lane("w1", 5));
        takeOvers.resumed("w1", lane("w1", 5));
        takeOvers.look(after(1), lane("w1", 6));

        assertThat(takeOvers.done()).isEmpty();
        assertThat(takeOvers.kept()).isEqualTo(1);
    }

    @Test
    void what_comes_while_others_are_struck_is_told_apart() {
        takeOvers.strike(Cause.TERMINATED, "w1", START, lane("w1", 5));
        takeOvers.strike(Cause.KILLED, "w2", after(1), lane("w1", 5));
        takeOvers.look(after(2), lane("w3", 5));
        takeOvers.look(after(3), lane("w3", 6));

        assertThat(takeOvers.done()).containsExactly(new TakeOver(Cause.TERMINATED, LANE, Duration.ofSeconds(3), true));
    }

    @Test
    void only_the_open_lanes_of_a_worker_are_struck_with_it() {
        assertThat(takeOvers.strike(Cause.KILLED, "w2", START, lane("w1", 5))).isZero();
        assertThat(takeOvers.strike(Cause.KILLED, "w1", START, Map.of(LANE, new LaneState(Optional.of("w1"), 5, true))))
                .isZero();
    }

    private static Map<Lane, LaneState> lane(String owner, long revision) {
        return Map.of(LANE, new LaneState(Optional.of(owner), revision, false));
    }

    private static Instant after(int seconds) {
        return START.plusSeconds(seconds);
    }
}
