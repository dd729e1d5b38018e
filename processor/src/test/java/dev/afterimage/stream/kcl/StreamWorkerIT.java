package dev.afterimage.stream.kcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.change.Change;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamWorkerIT {
    private final StreamWorld world = StreamWorld.open();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void applies_what_changed_before_and_after_its_start() {
        world.insert("L1", 0, 100);
        world.worker("w1");
        awaitApplied(100);

        world.insert("L1", 100, 160);
        awaitApplied(160);

        assertThat(world.auditEntries()).isEqualTo(160);
    }

    private void awaitApplied(int changes) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(world.applied().changes()).hasSize(changes));
        assertThat(world.applied().changes()).extracting(Change::id).doesNotHaveDuplicates();
    }
}
