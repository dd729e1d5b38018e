package dev.afterimage.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class BackgroundTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<String> ends = new CopyOnWriteArrayList<>();

    @Test
    void one_piece_of_work_is_done_at_a_time_and_when_its_end_is_told_the_next_may_begin() {
        try (Background background = new Background("test")) {
            assertThat(background.start(stop -> stop.pause(LONG) ? "done" : "stopped", end -> {
                        ends.add(end);
                        background.start(another -> "next", ends::add);
                    }))
                    .isTrue();
            assertThat(background.start(stop -> "no", ends::add)).isFalse();
            background.stop();

            await().until(() -> ends.size() == 2);
            assertThat(ends).containsExactly("stopped", "next");
        }
    }

    @Test
    void closing_stops_it_and_waits_and_nothing_begins_afterwards() {
        Background background = new Background("test");
        background.start(stop -> stop.pause(LONG) ? "done" : "stopped", ends::add);

        background.close();

        assertThat(ends).containsExactly("stopped");
        assertThat(background.start(stop -> "no", ends::add)).isFalse();
        background.close();
    }

    @Test
    void work_that_throws_is_over_all_the_same() {
        try (Background background = new Background("test")) {
            background.start(
                    stop -> {
                        throw new IllegalStateException("a mistake of this test");
                    },
                    end -> ends.add("never"));

            await().dontCatchUncaughtExceptions().until(() -> background.start(stop -> "next", ends::add));
            await().dontCatchUncaughtExceptions().until(() -> ends.equals(List.of("next")));
        }
    }
}
