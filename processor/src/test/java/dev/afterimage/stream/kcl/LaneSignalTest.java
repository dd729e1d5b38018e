package dev.afterimage.stream.kcl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.lane.ShardId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LaneSignalTest {
    private final FakeLeases leases = new FakeLeases();
    private final LaneSignal signal = new LaneSignal(leases, new ShardId("s1"));

    @Test
    void lets_a_lane_go_on_after_a_pause() {
        assertThat(signal.raised()).isFalse();
        assertThat(signal.pause(Duration.ofMillis(1))).isTrue();
    }

    @Test
    void stops_a_lane_that_was_told_to_also_while_it_waits() throws InterruptedException {
        Thread teller = Thread.ofVirtual().start(signal::raise);

        assertThat(signal.pause(Duration.ofHours(1))).isFalse();

        teller.join();
        assertThat(signal.raised()).isTrue();
        assertThat(signal.told()).isTrue();
    }

    @Test
    void stops_a_lane_whose_lease_is_lost_also_while_it_waits() throws InterruptedException {
        Thread thief = Thread.ofVirtual().start(leases::takeAway);

        assertThat(signal.pause(Duration.ofHours(1))).isFalse();

        thief.join();
        assertThat(signal.raised()).isTrue();
        assertThat(signal.told()).as("it was not told, it saw").isFalse();
    }
}
