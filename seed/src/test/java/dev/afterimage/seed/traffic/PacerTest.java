package dev.afterimage.seed.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PacerTest {
    private final AtomicLong now = new AtomicLong(-5_000_000_000L);
    private final Pacer pacer = new Pacer(10, now::get);

    @Test
    void starts_come_at_a_steady_rate() {
        assertThat(pacer.next()).isEqualTo(Duration.ZERO);
        assertThat(pacer.next()).isEqualTo(Duration.ofMillis(100));
        assertThat(pacer.next()).isEqualTo(Duration.ofMillis(200));
        pass(Duration.ofMillis(250));
        assertThat(pacer.next()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void a_short_delay_is_made_up_for() {
        pacer.next();
        pass(Duration.ofMillis(350));

        assertThat(pacer.next()).isZero();
        assertThat(pacer.next()).isZero();
        assertThat(pacer.next()).isZero();
        assertThat(pacer.next()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void of_a_long_delay_one_second_is_made_up_for() {
        pacer.next();
        pass(Duration.ofMinutes(10));

        for (int start = 0; start <= 10; start++) {
            assertThat(pacer.next()).isZero();
        }
        assertThat(pacer.next()).isEqualTo(Duration.ofMillis(100));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
