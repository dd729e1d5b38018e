package dev.afterimage.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.lane.Lane;
import dev.afterimage.telemetry.LaneSighting.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessRulesTest {
    private static final Instant NOW = Instant.parse("2026-02-03T12:00:00Z");
    private static final Instant OPENED = NOW.minus(Duration.ofHours(20));
    private static final Lane LANE = Lane.parse("things/s1");

    private final FreshnessRules rules = new FreshnessRules(Duration.ofSeconds(1), Duration.ofSeconds(30));

    @Test
    void at_the_tip_with_nothing_pending_it_has_no_age() {
        LaneFreshness lane = judge(reading(ago(2), Reach.TIP, ago(2)), Optional.empty());

        assertThat(lane.unapplied()).isEqualTo(new Unapplied.Nothing());
        assertThat(lane.age()).isEmpty();
        assertThat(lane.untilLoss()).isEmpty();
        assertThat(lane.lastRead()).contains(ago(2));
        assertThat(lane.alarm()).isEqualTo(Alarm.NONE);
    }

    @Test
    void the_oldest_change_that_is_read_and_not_applied_counts_wherever_the_reading_is() {
        for (Reach reach : Reach.values()) {
            LaneFreshness lane = judge(reading(ago(2), reach, ago(2)), Optional.of(ago(50)));

            assertThat(lane.unapplied()).isEqualTo(new Unapplied.Behind(ago(50)));
            assertThat(lane.age()).contains(Duration.ofSeconds(50));
        }
    }

    @Test
    void while_there_is_more_to_read_the_last_applied_change_counts() {
        LaneFreshness lane = judge(reading(ago(1), Reach.MORE, ago(3600)), Optional.empty());

        assertThat(lane.age()).contains(Duration.ofHours(1));
    }

    @Test
    void a_shard_that_is_not_read_for_long_is_told_from_an_idle_one_and_ages_from_its_last_tip() {
        LaneFreshness idle = judge(reading(ago(30), Reach.TIP, ago(30)), Optional.empty());
        LaneFreshness stuck = judge(reading(ago(31), Reach.TIP, ago(31)), Optional.empty());

        assertThat(idle.unread()).isFalse();
        assertThat(stuck.unread()).isTrue();
        assertThat(stuck.unapplied()).isEqualTo(new Unapplied.Unread(ago(31)));
        assertThat(stuck.age()).contains(Duration.ofSeconds(31));
    }

    @Test
    void a_shard_that_was_never_read_ages_from_what_is_known_to_be_applied() {
        LaneSighting.Reading never = new LaneSighting.Reading(ago(60), Optional.empty(), Reach.BEGUN, ago(7200));

        LaneFreshness lane = judge(never, Optional.empty());

        assertThat(lane.lastRead()).isEmpty();
        assertThat(lane.unapplied()).isEqualTo(new Unapplied.Unread(ago(7200)));
    }

    @Test
    void just_opened_or_waiting_for_its_parent_nothing_is_known_of_it() {
        LaneSighting.Reading opened = new LaneSighting.Reading(ago(1), Optional.empty(), Reach.BEGUN, ago(7200));
        LaneSighting.Reading waiting = new LaneSighting.Reading(ago(600), Optional.empty(), Reach.WAITING, ago(600));

        assertThat(judge(opened, Optional.empty()).unapplied()).isInstanceOf(Unapplied.Unknown.class);
        assertThat(judge(waiting, Optional.empty()).unapplied()).isInstanceOf(Unapplied.Unknown.class);
        assertThat(judge(waiting, Optional.empty()).age()).isEmpty();
    }

    @Test
    void a_change_of_the_future_has_no_negative_age() {
        assertThat(behind(NOW.plusSeconds(3), LaneTrend.NONE).age()).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({
        "1, NONE",
        "11.99, NONE",
        "12, WARNING",
        "13, WARNING",
        "17.99, WARNING",
        "18, URGENT",
        "19, URGENT",
        "25, URGENT"
    })
    void warns_from_half_of_what_the_stream_keeps_and_louder_from_three_quarters(double hours, Alarm alarm) {
        assertThat(behind(hoursAgo(hours), LaneTrend.NONE).alarm()).isEqualTo(alarm);
    }

    @Test
    void a_lane_that_stands_still_loses_second_by_second() {
        assertThat(behind(hoursAgo(13), LaneTrend.NONE).untilLoss()).contains(Duration.ofHours(11));
        assertThat(behind(hoursAgo(13), moved(hoursAgo(13))).untilLoss()).contains(Duration.ofHours(11));
    }

    @Test
    void a_lane_that_loses_slowly_has_longer() {
        // In a minute it has applied half a minute of changes.
        LaneTrend half = moved(hoursAgo(13).minusSeconds(30));

        assertThat(behind(hoursAgo(13), half).untilLoss()).contains(Duration.ofHours(22));
    }

    @Test
    void a_lane_that_gains_or_keeps_its_distance_loses_nothing() {
        assertThat(behind(hoursAgo(13), moved(hoursAgo(14))).untilLoss()).isEmpty();
        assertThat(behind(hoursAgo(13), moved(hoursAgo(13).minusSeconds(60))).untilLoss())
                .isEmpty();
    }

    @Test
    void what_is_seconds_old_is_being_applied() {
        assertThat(behind(ago(10), LaneTrend.NONE).untilLoss()).isEmpty();
        assertThat(behind(ago(11), LaneTrend.NONE).untilLoss()).isPresent();
        FreshnessRules embedded = new FreshnessRules(Duration.ofMinutes(1), Duration.ofSeconds(30));
        assertThat(embedded.judge(LANE, Optional.empty(), new Unapplied.Behind(ago(110)), LaneTrend.NONE, NOW)
                        .untilLoss())
                .isEmpty();
    }

    @Test
    void what_is_older_than_the_stream_keeps_is_lost_now() {
        assertThat(behind(hoursAgo(25), LaneTrend.NONE).untilLoss()).contains(Duration.ZERO);
    }

    @Test
    void a_halted_lane_stands_still_however_it_moved_before() {
        LaneSighting halted =
                new LaneSighting(LANE, reading(ago(2), Reach.TIP, ago(2)), Optional.of(hoursAgo(13)), true);

        assertThat(rules.judge(halted, moved(hoursAgo(14)), NOW).untilLoss()).contains(Duration.ofHours(11));
    }

    @Test
    void an_unread_lane_stands_still_however_it_moved_before() {
        Unapplied unread = new Unapplied.Unread(hoursAgo(13));

        assertThat(rules.judge(LANE, Optional.empty(), unread, moved(hoursAgo(14)), NOW)
                        .untilLoss())
                .contains(Duration.ofHours(11));
    }

    @Test
    void only_the_last_two_minutes_tell_how_a_lane_moves() {
        LaneTrend caughtUpAndStopped = LaneTrend.NONE
                .with(NOW.minusSeconds(300), hoursAgo(20))
                .with(NOW.minusSeconds(110), hoursAgo(13))
                .with(NOW.minusSeconds(5), hoursAgo(13));

        assertThat(behind(hoursAgo(13), caughtUpAndStopped).untilLoss()).contains(Duration.ofHours(11));
    }

    @Test
    void a_trend_that_goes_back_is_none() {
        assertThat(behind(hoursAgo(13), moved(hoursAgo(12))).untilLoss()).contains(Duration.ofHours(11));
    }

    /** It stood there a minute ago. */
    private static LaneTrend moved(Instant oldest) {
        return LaneTrend.NONE.with(NOW.minusSeconds(60), oldest);
    }

    private LaneFreshness behind(Instant oldest, LaneTrend trend) {
        return rules.judge(LANE, Optional.of(NOW), new Unapplied.Behind(oldest), trend, NOW);
    }

    private LaneFreshness judge(LaneSighting.Reading reading, Optional<Instant> waiting) {
        return rules.judge(new LaneSighting(LANE, reading, waiting, false), LaneTrend.NONE, NOW);
    }

    private static LaneSighting.Reading reading(Instant last, Reach reach, Instant through) {
        return new LaneSighting.Reading(OPENED, Optional.of(last), reach, through);
    }

    private static Instant ago(long seconds) {
        return NOW.minusSeconds(seconds);
    }

    private static Instant hoursAgo(double hours) {
        return NOW.minusSeconds((long) (hours * 3600));
    }
}
