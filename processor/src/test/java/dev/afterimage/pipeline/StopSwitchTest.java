package dev.afterimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class StopSwitchTest {
    private final StopSwitch stop = new StopSwitch();

    @Test
    void lets_a_lane_go_on_after_a_pause() {
        assertThat(stop.pause(Duration.ofMillis(1))).isTrue();
        assertThat(stop.raised()).isFalse();
    }

    @Test
    void raised_once_it_stays_so_and_ends_every_pause() {
        stop.raise();
        stop.raise();

        assertThat(stop.raised()).isTrue();
        assertThat(stop.pause(Duration.ofDays(1))).isFalse();
    }

    @Test
    void raised_from_elsewhere_it_ends_a_pause_at_once() throws InterruptedException {
        Thread other = Thread.ofVirtual().start(stop::raise);

        assertThat(stop.pause(Duration.ofDays(1))).isFalse();
        other.join();
    }

    @Test
    void an_interrupt_means_stop_and_is_not_swallowed() {
        Thread.currentThread().interrupt();

        assertThat(stop.raised()).isTrue();
        assertThat(stop.pause(Duration.ofDays(1))).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }
}
