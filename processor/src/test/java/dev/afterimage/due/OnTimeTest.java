package dev.afterimage.due;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.commit.CommitOutcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class OnTimeTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final DueBench bench = new DueBench();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Test
    void one_worker_tells_and_another_goes_on_where_it_has_left() {
        for (int i = 0; i < 100; i++) {
            bench.set("G" + i, bench.clock.instant().minusSeconds(60));
        }
        bench.door = transaction ->
                bench.events().size() < 50 ? bench.tables.commit(transaction) : new CommitOutcome.Throttled("too much");
        OnTime first = OnTime.start(bench.parts("w1", noted("w1")));
        await().atMost(SOON).until(() -> bench.events().size() >= 50);
        try (OnTime _ = OnTime.start(bench.parts("w2", noted("w2")))) {
            first.close();
            first.close();
            bench.door = bench.tables;
            await().atMost(SOON).until(() -> bench.waiting().isEmpty());
            await().atMost(SOON).until(() -> heard.contains("w2 began"));
        }

        assertThat(heard).containsExactly("w1 began", "w1 left", "w2 began", "w2 left");
        assertThat(bench.events())
                .extracting(event -> event.id().key())
                .hasSize(100)
                .doesNotHaveDuplicates();
    }

    private AnnouncerListener noted(String worker) {
        return new AnnouncerListener() {
            @Override
            public void began() {
                heard.add(worker + " began");
            }

            @Override
            public void left() {
                heard.add(worker + " left");
            }
        };
    }
}
