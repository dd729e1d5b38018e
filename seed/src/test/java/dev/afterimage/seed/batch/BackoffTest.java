package dev.afterimage.seed.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void waits_a_random_part_of_a_limit_that_doubles_up_to_five_seconds() {
        List<Duration> waits = new ArrayList<>();
        Backoff backoff = new Backoff(new Random(1), waits::add);
        long[] limits = {50, 100, 200, 400, 800, 1600, 3200, 5000, 5000};

        for (int round = 0; round < 200; round++) {
            waits.clear();
            for (int attempt = 1; attempt <= limits.length; attempt++) {
                assertThat(backoff.await(attempt)).isTrue();
                assertThat(waits.getLast()).isBetween(Duration.ofNanos(1), Duration.ofMillis(limits[attempt - 1]));
            }
        }
    }

    @Test
    void an_interrupt_ends_the_wait_and_stays_set() {
        Thread.currentThread().interrupt();

        assertThat(new Backoff(new Random(1), Backoff.Pause.sleeping()).await(1))
                .isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }
}
