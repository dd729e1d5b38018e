package dev.afterimage.telemetry;

import static dev.afterimage.commit.TestChanges.TABLE;
import static dev.afterimage.commit.TestChanges.expired;
import static dev.afterimage.commit.TestChanges.id;
import static dev.afterimage.commit.TestChanges.inserted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.pipeline.ManualClock;
import dev.afterimage.pipeline.RetryCause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LaneTalliesTest {
    private final ManualClock clock = new ManualClock();
    private final LaneTallies tallies = new LaneTallies(clock);
    private final Lane lane = lane(1);
    private final Position start = Position.start(lane);

    @Test
    void counts_what_was_read_and_what_became_of_it() {
        tallies.opened(start);
        tallies.read(lane, 6);
        tallies.alreadyApplied(lane, 1);
        Position position = apply(start, inserted(1), expired(2, "a", "x"));

        LaneTally tally = tally(lane);
        assertThat(tally.counts().read()).isEqualTo(6);
        assertThat(tally.counts().applied()).isEqualTo(2);
        assertThat(tally.counts().alreadyApplied()).isEqualTo(1);
        assertThat(tally.counts().expired()).isEqualTo(1);
        assertThat(tally.counts().commits()).isEqualTo(1);
        assertThat(tally.counts().writeUnits()).isEqualTo(8);
        assertThat(tally.counts().pending()).isEqualTo(3);
        assertThat(tally.position()).isEqualTo(position);
        assertThat(tally.lastCommit()).contains(clock.instant());
    }

    @Test
    void a_part_of_a_change_is_a_commit_but_no_applied_change() {
        Position within = start.within(inserted(1), 5, clock.instant());
        tallies.applied(new CommitPlan(start, within, List.of(), List.of(inserted(1))), 8, Duration.ZERO);

        assertThat(tally(lane).counts().commits()).isEqualTo(1);
        assertThat(tally(lane).counts().applied()).isZero();
    }

    @Test
    void a_halted_lane_says_why_and_since_when_until_it_goes_on() {
        Instant since = clock.instant();
        halt("mend me");
        clock.advance(Duration.ofSeconds(15));
        halt("mend me, please");

        LaneState.Halted halted = (LaneState.Halted) tally(lane).state();
        assertThat(halted).isEqualTo(new LaneState.Halted(Optional.of(id(1, "a")), "mend me, please", since));
        assertThat(tallies.snapshot().halted()).hasSize(1);
        assertThat(tally(lane).counts().halts()).isEqualTo(2);

        apply(start, inserted(1));
        assertThat(tally(lane).state()).isEqualTo(new LaneState.Following());
        assertThat(tallies.snapshot().halted()).isEmpty();
    }

    @Test
    void what_waits_in_a_lane_that_is_left_is_abandoned() {
        tallies.read(lane, 5);
        tallies.left(lane);

        assertThat(tally(lane).state()).isEqualTo(new LaneState.Left());
        assertThat(tally(lane).counts().abandoned()).isEqualTo(5);
        assertThat(tallies.snapshot().totals().pending()).isZero();
        assertThat(tallies.snapshot().followed()).isEmpty();
    }

    @Test
    void a_commit_that_was_on_its_way_when_its_lane_was_left_leaves_nothing_pending() {
        tallies.read(lane, 5);
        tallies.left(lane);
        apply(start, inserted(1), inserted(2));

        assertThat(tally(lane).counts()).returns(2L, Counts::applied).returns(5L, Counts::abandoned);
        assertThat(tallies.snapshot().totals().pending()).isZero();
    }

    @Test
    void a_lane_opened_again_starts_with_nothing_pending_and_keeps_its_counts() {
        tallies.read(lane, 5);
        tallies.opened(start);
        tallies.read(lane, 5);
        apply(start, inserted(1));

        assertThat(tally(lane).counts().read()).isEqualTo(10);
        assertThat(tally(lane).counts().pending()).isEqualTo(4);
    }

    @Test
    void a_closed_lane_stays_closed_when_it_is_left() {
        tallies.opened(start);
        tallies.closed(lane);
        tallies.left(lane);

        assertThat(tally(lane).state()).isEqualTo(new LaneState.Closed());
    }

    @Test
    void a_snapshot_does_not_change() {
        tallies.read(lane, 5);
        Tallies before = tallies.snapshot();
        tallies.read(lane, 5);

        assertThat(before.totals().read()).isEqualTo(5);
        assertThat(tallies.snapshot().totals().read()).isEqualTo(10);
    }

    @Test
    void forgets_old_ended_lanes_by_name_but_not_their_counts() {
        tallies.opened(start);
        for (int i = 2; i <= 1_000; i++) {
            tallies.opened(Position.start(lane(i)));
            tallies.read(lane(i), 1);
            tallies.alreadyApplied(lane(i), 1);
            tallies.closed(lane(i));
        }

        Tallies snapshot = tallies.snapshot();
        assertThat(snapshot.lanes()).hasSize(101);
        assertThat(snapshot.of(lane)).isPresent();
        assertThat(snapshot.of(lane(1_000))).isPresent();
        assertThat(snapshot.of(lane(2))).isEmpty();
        assertThat(snapshot.totals().read()).isEqualTo(999);
    }

    @Test
    void tells_tables_apart_also_when_their_lanes_are_forgotten() {
        Lane other = new Lane(new TableName("others"), new ShardId("shardId-1"));
        tallies.read(other, 3);
        for (int i = 1; i <= 200; i++) {
            tallies.read(lane(i), 1);
            tallies.left(lane(i));
        }

        Tallies snapshot = tallies.snapshot();
        assertThat(snapshot.tables()).containsOnlyKeys(TABLE, other.table());
        assertThat(snapshot.tables().get(TABLE)).returns(200L, Counts::read).returns(200L, Counts::abandoned);
        assertThat(snapshot.tables().get(other.table()))
                .returns(3L, Counts::read)
                .returns(3L, Counts::pending);
        assertThat(snapshot.totals().read()).isEqualTo(203);
    }

    @Test
    void sums_up_in_one_line() {
        tallies.opened(start);
        tallies.read(lane, 1_500);
        apply(start, inserted(1));
        tallies.retrying(lane, RetryCause.CONTENDED, "busy", 1, Duration.ZERO);
        halt("mend me");

        assertThat(tallies.snapshot().summary())
                .isEqualTo(
                        "1 lane (1 HALTED): 1,500 changes read, 1 applied, 0 parked, 0 already applied, 1,499 pending,"
                                + " 0 expired, 1 commits, 1 retries");
    }

    private Position apply(Position from, Change... changes) {
        Position to = from.after(changes[changes.length - 1], clock.instant());
        tallies.applied(new CommitPlan(from, to, List.of(), List.of(changes)), 8, Duration.ZERO);
        return to;
    }

    private void halt(String reason) {
        tallies.halted(lane, Optional.of(id(1, "a")), reason, Duration.ofSeconds(15));
    }

    private LaneTally tally(Lane of) {
        return tallies.snapshot().of(of).orElseThrow();
    }

    private static Lane lane(int number) {
        return new Lane(TABLE, new ShardId("shardId-" + number));
    }
}
