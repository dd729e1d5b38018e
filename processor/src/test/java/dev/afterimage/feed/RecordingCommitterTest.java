package dev.afterimage.feed;

import static dev.afterimage.feed.FeedBench.LANE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.LanePart;
import dev.afterimage.lane.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingCommitterTest {
    private final FeedBench bench = new FeedBench();

    @Test
    void an_event_is_recorded_when_it_is_committed_and_not_when_it_was_planned() {
        bench.store(LANE);
        CommitPlan plan = bench.plan(LANE);
        bench.clock.advance(Duration.ofMinutes(10));
        bench.outcomes.add(new CommitOutcome.Throttled("too much"));

        assertThat(bench.committer.commit(plan)).isInstanceOf(CommitOutcome.Throttled.class);
        bench.clock.advance(Duration.ofMinutes(1));
        assertThat(bench.committer.commit(plan)).isInstanceOf(CommitOutcome.Applied.class);

        assertThat(bench.events()).extracting(ExpiryEvent::recordedAt).containsExactly(bench.clock.instant());
        assertThat(bench.tables.of(LANE).committedAt()).contains(bench.clock.instant());
    }

    @Test
    void no_two_commits_record_at_the_same_time_though_the_clock_stands_still_or_goes_back() {
        bench.store(LANE);
        bench.committer.commit(bench.plan(LANE));
        bench.clock.advance(Duration.ofMillis(-500));
        bench.committer.commit(bench.plan(LANE));
        bench.committer.commit(bench.plan(LANE));

        assertThat(bench.events())
                .extracting(ExpiryEvent::recordedAt)
                .containsExactly(bench.start.plusMillis(1), bench.start.plusMillis(2), bench.start.plusMillis(3));
    }

    @Test
    void a_lane_that_is_not_stored_is_stored_by_itself_first() {
        CommitPlan plan = bench.plan(LANE);

        assertThat(bench.committer.commit(plan)).isInstanceOf(CommitOutcome.Stale.class);
        assertThat(bench.events()).isEmpty();
        assertThat(bench.tables.of(LANE)).extracting(Position::revision).isEqualTo(1L);

        assertThat(bench.committer.commit(bench.plan(LANE))).isInstanceOf(CommitOutcome.Applied.class);
        assertThat(bench.events()).hasSize(1);
    }

    @Test
    void the_lanes_own_order_is_kept_though_its_next_worker_has_a_slower_clock() {
        bench.store(LANE);
        bench.clock.advance(Duration.ofHours(1));
        bench.committer.commit(bench.plan(LANE));
        Instant first = bench.clock.instant();
        bench.clock.advance(Duration.ofHours(-1));

        RecordingCommitter next = new RecordingCommitter(bench.tables, bench.recorder("w2"));
        Position from = bench.tables.of(LANE);
        next.commit(new CommitPlan(from, from.fenced(bench.clock.instant()), List.of(), List.of()));
        next.commit(bench.plan(LANE));

        assertThat(bench.events())
                .extracting(ExpiryEvent::recordedAt)
                .isSorted()
                .allMatch(time -> !time.isBefore(first));
    }

    @Test
    void without_an_event_nothing_is_said() {
        Position start = Position.start(LANE);

        assertThat(bench.committer.commit(CommitPlan.closing(start, bench.start)))
                .isInstanceOf(CommitOutcome.Applied.class);
        bench.recorder.beat();

        assertThat(bench.recorders.said).isZero();
    }

    @Test
    void nothing_is_recorded_while_that_cannot_be_said() {
        bench.store(LANE);
        InMemoryRecorders broken = new InMemoryRecorders() {
            @Override
            public synchronized boolean put(Recording next) {
                throw new IllegalStateException("throttled");
            }
        };
        Recorder silent = new Recorder(bench.recorder.id(), broken, bench.fence, bench.clock, bench::uptime);

        CommitOutcome outcome = new RecordingCommitter(bench.tables, silent).commit(bench.plan(LANE));

        assertThat(outcome).isInstanceOf(CommitOutcome.Unanswered.class);
        assertThat(bench.events()).isEmpty();
    }

    @Test
    void readers_wait_for_a_commit_that_nobody_answered_until_the_lane_has_gone_on() {
        Lane other = LANE.part(new LanePart(1, 2));
        bench.store(LANE);
        bench.store(other);
        Horizon horizon = bench.horizon(Horizon.Rescue.NONE);
        CommitPlan lost = bench.plan(LANE);
        bench.outcomes.add(new CommitOutcome.Unanswered("lost"));
        bench.committer.commit(lost);
        Instant open = bench.start.plusMillis(1);
        bench.clock.advance(Duration.ofSeconds(5));
        bench.committer.commit(bench.plan(other));
        bench.recorder.beat();

        assertThat(horizon.complete()).isEqualTo(open);
        bench.committer.commit(lost);
        bench.clock.advance(Duration.ofSeconds(1));
        bench.recorder.beat();

        assertThat(horizon.complete()).isEqualTo(bench.clock.instant());
    }

    @Test
    void a_lane_that_does_not_go_on_is_fenced_so_that_readers_can() {
        bench.store(LANE);
        Horizon horizon = bench.horizon(Horizon.Rescue.NONE);
        CommitPlan lost = bench.plan(LANE);
        bench.outcomes.add(new CommitOutcome.Unanswered("lost"));
        bench.committer.commit(lost);
        for (int second = 0; second < 16; second++) {
            bench.clock.advance(Duration.ofSeconds(1));
            bench.recorder.beat();
        }

        assertThat(horizon.complete()).isAfter(bench.start.plusMillis(1));
        assertThat(bench.tables.commit(lost)).as("the request that was lost").isInstanceOf(CommitOutcome.Stale.class);
    }
}
