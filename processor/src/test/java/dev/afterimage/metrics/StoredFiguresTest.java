package dev.afterimage.metrics;

import static dev.afterimage.metrics.MetricsBench.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.pipeline.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoredFiguresTest {
    private final ManualClock clock = new ManualClock();
    private final MetricsBench bench = new MetricsBench();
    private int looks;
    private boolean readable = true;
    private final StoredFigures<Integer> figures = new StoredFigures<>("numbers", this::look, clock);

    private List<Integer> look() {
        looks++;
        if (!readable) {
            throw new IllegalStateException("denied");
        }
        return List.of(looks);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void looks_twice_a_minute_however_often_it_is_run() {
        assertThat(figures.figures()).isEmpty();
        figures.run();
        figures.run();
        assertThat(figures.figures()).containsExactly(1);

        clock.advance(StoredFigures.PAUSE);
        figures.run();
        assertThat(figures.figures()).containsExactly(2);
    }

    @Test
    void what_cannot_be_read_is_in_no_figure() {
        figures.run();
        readable = false;
        clock.advance(StoredFigures.PAUSE);
        figures.run();

        assertThat(figures.figures()).isEmpty();
    }

    @Test
    void a_backfill_is_told_with_its_state_and_no_series_outlives_what_it_tells_of() {
        bench.storedBackfills.add(new BackfillFigures(TABLE, "scanning", 50, 40, Optional.of(Duration.ofMinutes(3))));
        bench.backfills.run();
        assertThat(bench.metrics.read("").text())
                .contains(
                        "afterimage_backfill_state{state=\"scanning\",table=\"things\"} 1",
                        "afterimage_backfill_read_items{table=\"things\"} 50",
                        "afterimage_backfill_loaded_items{table=\"things\"} 40",
                        "afterimage_backfill_left_seconds{table=\"things\"} 180");

        bench.storedBackfills.set(0, new BackfillFigures(TABLE, "done", 60, 45, Optional.empty()));
        bench.clock.advance(StoredFigures.PAUSE);
        bench.backfills.run();
        assertThat(bench.metrics.read("").text())
                .contains("afterimage_backfill_state{state=\"done\",table=\"things\"} 1")
                .doesNotContain("scanning", "afterimage_backfill_left_seconds{");
    }

    @Test
    void a_version_is_told_with_its_state_and_how_much_of_it_is_built_while_it_is() {
        bench.storedVersions.add(new VersionFigures("rows", 1, "live", true, 0));
        bench.storedVersions.add(new VersionFigures("rows", 2, "building", false, 7));
        bench.versions.run();

        assertThat(bench.metrics.read("").text())
                .contains(
                        "afterimage_projection_version{projection=\"rows\",state=\"live\",version=\"1\"} 1",
                        "afterimage_projection_current{projection=\"rows\",version=\"1\"} 1",
                        "afterimage_projection_current{projection=\"rows\",version=\"2\"} 0",
                        "afterimage_rebuild_items{projection=\"rows\",version=\"2\"} 7")
                .doesNotContain("afterimage_rebuild_items{projection=\"rows\",version=\"1\"}");
    }
}
