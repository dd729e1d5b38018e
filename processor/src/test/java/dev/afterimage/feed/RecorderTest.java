package dev.afterimage.feed;

import static dev.afterimage.feed.FeedBench.LANE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private final FeedBench bench = new FeedBench();
    private final Horizon horizon = bench.horizon(bench.rescue());

    @BeforeEach
    void store_the_lane() {
        bench.store(LANE);
    }

    @Test
    void many_commits_are_announced_by_one_word() {
        for (int i = 0; i < 20; i++) {
            bench.committer.commit(bench.plan(LANE));
        }

        assertThat(bench.recorders.said).isEqualTo(1);
    }

    @Test
    void what_is_recorded_is_complete_with_the_next_beat() {
        bench.committer.commit(bench.plan(LANE));
        assertThat(horizon.complete()).isEqualTo(bench.start);
        beat();

        assertThat(horizon.complete()).isEqualTo(bench.clock.instant());
    }

    @Test
    void ends_after_a_while_without_events_and_then_says_nothing_more() {
        bench.committer.commit(bench.plan(LANE));
        for (int second = 0; second < 60; second++) {
            beat();
        }

        assertThat(bench.recorders.said).isLessThanOrEqualTo(12);
        assertThat(bench.recorders.all()).singleElement().matches(Recording::ended);
        assertThat(horizon.complete()).isAfter(bench.start);
    }

    @Test
    void begins_again_behind_what_others_have_recorded_by_faster_clocks() {
        bench.committer.commit(bench.plan(LANE));
        bench.recorder.close();
        bench.clock.advance(Duration.ofHours(1));
        Recorder fast = bench.recorder("w2");
        new RecordingCommitter(bench.tables, fast).commit(bench.plan(LANE));
        fast.close();
        Instant complete = horizon.complete();
        bench.clock.advance(Duration.ofMinutes(-59));

        bench.committer.commit(bench.plan(LANE));

        assertThat(bench.events().getLast().recordedAt()).isAfterOrEqualTo(complete);
        assertThat(bench.events()).hasSize(3);
    }

    @Test
    void one_that_has_died_is_waited_for_until_its_commits_are_made_impossible() {
        bench.committer.commit(bench.plan(LANE));
        CommitPlan prepared = bench.plan(LANE);
        Instant complete = horizon.complete();
        for (int second = 0; second < 14; second++) {
            bench.clock.advance(Duration.ofSeconds(1));
            assertThat(horizon.complete()).isEqualTo(complete);
        }
        bench.clock.advance(Duration.ofSeconds(1));

        assertThat(horizon.complete()).isAfter(complete);
        assertThat(bench.tables.commit(prepared)).isInstanceOf(CommitOutcome.Stale.class);
    }

    @Test
    void one_that_only_hung_begins_anew() {
        bench.committer.commit(bench.plan(LANE));
        for (int second = 0; second < 16; second++) {
            bench.clock.advance(Duration.ofSeconds(1));
            horizon.complete();
        }
        Instant complete = horizon.complete();
        bench.clock.advance(Duration.ofSeconds(-16));

        assertThat(bench.committer.commit(bench.plan(LANE))).isInstanceOf(CommitOutcome.Applied.class);
        assertThat(bench.events().getLast().recordedAt()).isAfterOrEqualTo(complete);
    }

    @Test
    void an_earlier_run_of_the_same_worker_is_not_waited_for() {
        bench.committer.commit(bench.plan(LANE));
        bench.clock.advance(Duration.ofSeconds(1));
        Recorder restarted = bench.recorder("w1");
        Horizon own = bench.horizon(Horizon.Rescue.by(restarted.id(), bench.fence));

        assertThat(own.complete()).isAfter(bench.start);
    }

    @Test
    void who_only_reads_waits() {
        bench.committer.commit(bench.plan(LANE));
        bench.clock.advance(Duration.ofMinutes(10));
        Horizon reader = bench.horizon(Horizon.Rescue.NONE);
        reader.complete();
        bench.clock.advance(Duration.ofMinutes(10));

        assertThat(reader.complete()).isEqualTo(bench.start);
    }

    private void beat() {
        bench.clock.advance(Recorder.BEAT);
        bench.recorder.beat();
    }
}
