package dev.afterimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FailurePolicyTest {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final FailurePolicy policy = policy(new Random(7));

    @Test
    void waits_any_time_up_to_a_ceiling_that_doubles() {
        for (int attempt = 1; attempt <= 4; attempt++) {
            int failed = attempt;
            long ceiling = Math.min(FIRST.multipliedBy(1L << (attempt - 1)).toMillis(), LONGEST.toMillis());
            long[] waits = IntStream.range(0, 2_000)
                    .mapToLong(i -> policy.beforeRetry(failed).toMillis())
                    .sorted()
                    .toArray();

            assertThat(waits[waits.length - 1]).isBetween(ceiling * 9 / 10, ceiling);
            assertThat(waits[0]).isLessThan(ceiling / 10);
            assertThat(waits[1_000]).isBetween(ceiling * 4 / 10, ceiling * 6 / 10);
        }
    }

    @Test
    void never_gives_up_and_never_waits_longer_than_the_longest() {
        FailurePolicy slowest = policy(new Slowest());

        assertThat(slowest.beforeRetry(5)).isEqualTo(LONGEST);
        assertThat(slowest.beforeRetry(1_000_000)).isEqualTo(LONGEST);
        assertThat(slowest.beforeRetry(Integer.MAX_VALUE)).isEqualTo(LONGEST);
    }

    @Test
    void who_steps_back_may_wait_ten_times_as_long_at_first_and_no_longer_than_the_longest_in_the_end() {
        FailurePolicy back = policy(new Slowest()).steppingBack();

        assertThat(back.beforeRetry(1)).isEqualTo(FIRST.multipliedBy(10));
        assertThat(back.beforeRetry(1_000)).isEqualTo(LONGEST);
    }

    @Test
    void long_waits_do_not_overflow() {
        Duration years = Duration.ofDays(100 * 365);
        FailurePolicy patient = new FailurePolicy(Duration.ofDays(1), years, Duration.ZERO, new Slowest());

        assertThat(patient.beforeRetry(63)).isEqualTo(years);
    }

    @Test
    void refuses_waits_that_are_none() {
        RandomGenerator random = new Random(7);

        assertThatThrownBy(() -> new FailurePolicy(Duration.ZERO, LONGEST, LONGEST, random))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FailurePolicy(LONGEST, FIRST, LONGEST, random))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static FailurePolicy policy(RandomGenerator random) {
        return new FailurePolicy(FIRST, LONGEST, Duration.ofSeconds(15), random);
    }

    /** Always the longest wait there may be. */
    private static final class Slowest implements RandomGenerator {
        @Override
        public long nextLong() {
            return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }
}
