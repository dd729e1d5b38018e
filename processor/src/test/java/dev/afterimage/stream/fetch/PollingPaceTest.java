package dev.afterimage.stream.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PollingPaceTest {
    private static final Duration IDLE = Duration.ofMillis(200);

    private final PollingPace pace = new PollingPace(IDLE, Duration.ofSeconds(1), 1000);

    @Test
    void does_not_wait_while_there_is_more() {
        assertThat(pace.after(1000, 40_000, 1000)).isZero();
        assertThat(pace.after(250, 10_000, 1000)).isZero();
        assertThat(pace.after(3, 900_000, 1000)).as("records are large").isZero();
        assertThat(pace.after(1, 400, 1)).as("no more was asked for").isZero();
    }

    @Test
    void waits_the_idle_time_after_a_small_page() {
        assertThat(pace.after(249, 10_000, 1000)).isEqualTo(IDLE);
        assertThat(pace.after(1, 400, 1000)).isEqualTo(IDLE);
        assertThat(pace.after(2, 400, 12)).isEqualTo(IDLE);
    }

    @Test
    void waits_longer_as_a_shard_stays_idle_but_never_longer_than_the_longest() {
        assertThat(IntStream.of(1, 4, 5, 6, 7, 8, 1000, Integer.MAX_VALUE)
                        .mapToObj(pages -> pace.afterEmpty(pages).toMillis()))
                .containsExactly(200L, 200L, 400L, 800L, 1000L, 1000L, 1000L, 1000L);
    }

    @Test
    void stays_with_the_idle_time_where_that_is_the_longest() {
        PollingPace steady = new PollingPace(IDLE, IDLE, 1000);

        assertThat(steady.afterEmpty(1000)).isEqualTo(IDLE);
        assertThatThrownBy(() -> new PollingPace(IDLE, Duration.ofMillis(199), 1000))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
