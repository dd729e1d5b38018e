package dev.afterimage.due;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.expiry.DueRows;
import dev.afterimage.pipeline.ManualStop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class QueueWatchTest {
    private final DueBench bench = new DueBench();
    private final ManualStop stop = new ManualStop(bench.clock);
    private final List<Integer> attempts = new ArrayList<>();

    @Test
    void looks_just_after_each_second_has_begun() {
        bench.set("G1", bench.second);
        List<Long> millis = new ArrayList<>();
        stop.duringPauses(() -> {
            millis.add(bench.clock.instant().toEpochMilli() % 1_000);
            if (bench.clock.instant().isAfter(bench.second.plusSeconds(2))) {
                stop.raise();
            }
        });

        watches(() -> true);

        assertThat(millis).containsOnly(20L).hasSizeGreaterThan(60);
        assertThat(bench.events())
                .singleElement()
                .matches(event -> event.recordedAt().equals(bench.second.plusMillis(20)));
    }

    @Test
    void tells_nothing_while_it_is_anothers_turn() {
        bench.set("G1", bench.clock.instant().minusSeconds(5));
        stop.duringPauses(() -> {
            assertThat(bench.events()).isEmpty();
            stop.raise();
        });

        watches(() -> false);

        assertThat(bench.waiting()).hasSize(1);
    }

    @Test
    void what_fails_is_tried_again_until_it_is_told() {
        bench.set("G1", bench.clock.instant().minusSeconds(5));
        bench.door = transaction ->
                attempts.size() < 3 ? new CommitOutcome.Throttled("too much") : bench.tables.commit(transaction);
        stop.duringPauses(() -> {
            if (!bench.events().isEmpty()) {
                stop.raise();
            }
        });

        watches(() -> true);

        assertThat(attempts).containsExactly(1, 2, 3);
        assertThat(bench.events()).hasSize(1);
    }

    /** Watches all queues as one, until the stop is raised. */
    private void watches(BooleanSupplier turn) {
        AnnouncerListener listener = new AnnouncerListener() {
            @Override
            public void failed(String reason, int attempt, Duration delay) {
                assertThat(reason).isEqualTo("too much");
                attempts.add(attempt);
            }
        };
        String queue = bench.waiting().isEmpty()
                ? DueRows.queues().getFirst()
                : bench.waiting().getFirst().string("queue").orElseThrow();
        OnTime.Parts parts = bench.parts("w1", listener);
        new QueueWatch(new Announcer(parts, queue), parts, turn, stop).run();
    }
}
