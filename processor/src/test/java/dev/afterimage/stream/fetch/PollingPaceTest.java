package dev.afterimage.stream.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.kinesis.retrieval.polling.SleepTimeControllerConfig;

class PollingPaceTest {
    private final PollingPace pace = new PollingPace(Duration.ofMillis(200), 1000);

    @Test
    void does_not_wait_while_there_is_more() {
        assertThat(after(1000)).isZero();
        assertThat(after(250)).isZero();
    }

    @Test
    void waits_the_idle_time_after_a_small_or_empty_page() {
        assertThat(after(249)).isEqualTo(200);
        assertThat(after(0)).isEqualTo(200);
    }

    @Test
    void waits_longer_after_a_failure() {
        assertThat(pace.getSleepTimeMillis(SleepTimeControllerConfig.builder().build()))
                .isEqualTo(1000);
    }

    private long after(int records) {
        return pace.getSleepTimeMillis(SleepTimeControllerConfig.builder()
                .lastRecordsCount(records)
                .lastSuccessfulCall(Instant.EPOCH)
                .build());
    }
}
