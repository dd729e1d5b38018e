package dev.afterimage.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.lane.Lane;
import dev.afterimage.pipeline.ManualClock;
import dev.afterimage.telemetry.LaneSighting.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class LagWatchTest {
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final ManualClock clock = new ManualClock();
    private final List<LaneSighting> lanes = new ArrayList<>();
    private final RecordedLog log = new RecordedLog();
    private final LagWatch watch = new LagWatch(
            () -> List.copyOf(lanes),
            new FreshnessRules(Duration.ofSeconds(1), Duration.ofSeconds(30)),
            clock,
            log.logger());

    @Test
    void answers_every_lane_in_their_order_with_its_three_values() {
        Instant read = clock.instant().minusSeconds(1);
        lanes.add(lane("things/s2", Optional.of(ago(Duration.ofHours(2))), read));
        lanes.add(lane("things/s1", Optional.empty(), read));

        Freshness freshness = watch.snapshot();

        assertThat(freshness.lanes()).extracting(one -> one.lane().id()).containsExactly("things/s1", "things/s2");
        LaneFreshness behind = freshness.of(Lane.parse("things/s2")).orElseThrow();
        assertThat(behind.lastRead()).contains(read);
        assertThat(behind.age()).contains(Duration.ofHours(2));
        assertThat(behind.untilLoss()).contains(Duration.ofHours(22));
        assertThat(freshness.summary()).isEqualTo("lag 2h 0m (things/s2), read 1s ago, data loss in 22h 0m");
    }

    @Test
    void knows_from_its_looks_whether_a_lane_keeps_up() {
        lanes.add(lane("things/s1", Optional.of(ago(Duration.ofHours(13))), clock.instant()));
        watch.run();
        clock.advance(LOOK);
        behind("things/s1", Duration.ofHours(12).plusMinutes(30));

        assertThat(watch.snapshot().untilLoss()).isEmpty();
        clock.advance(Duration.ofMinutes(10));
        watch.run();
        clock.advance(LOOK);

        assertThat(watch.snapshot().untilLoss()).isPresent();
    }

    @Test
    void forgets_how_a_lane_moved_once_it_has_caught_up() {
        behind("things/s1", Duration.ofHours(13));
        watch.run();
        clock.advance(LOOK);
        lanes.set(0, lane("things/s1", Optional.empty(), clock.instant()));
        watch.run();
        clock.advance(LOOK);
        behind("things/s1", Duration.ofMinutes(1));

        assertThat(watch.snapshot().untilLoss()).contains(Duration.ofHours(24).minusMinutes(1));
    }

    @Test
    void warns_loudly_at_half_of_what_the_stream_keeps_once_and_then_every_ten_minutes() {
        behind("things/s1", Duration.ofHours(13));

        lookFor(Duration.ofMinutes(9));

        assertThat(log.lines(Level.ERROR))
                .containsExactly(
                        "changes will be lost unless this is mended. The stream keeps them for 24 hours, of which"
                                + " half has passed: lane things/s1 has an unapplied change 13h 0m old, which at the present rate"
                                + " is lost in 11h 0m. See 'status'");
        lookFor(Duration.ofMinutes(20));
        assertThat(log.lines(Level.ERROR)).hasSize(3);
    }

    @Test
    void warns_at_once_of_a_lane_that_joins_and_louder_and_more_often_from_three_quarters_on() {
        behind("things/s1", Duration.ofHours(13));
        behind("things/s2", Duration.ofHours(10));
        lookFor(LOOK);
        behind("things/s2", Duration.ofHours(19));

        lookFor(LOOK);

        assertThat(log.lines(Level.ERROR)).hasSize(2);
        assertThat(log.lines(Level.ERROR).getLast())
                .startsWith("URGENT: CHANGES ARE ABOUT TO BE LOST")
                .contains("things/s2", "19h 0m old", "lost in 5h 0m");
        lookFor(Duration.ofMinutes(8));
        assertThat(log.lines(Level.ERROR))
                .filteredOn(line -> line.startsWith("URGENT"))
                .hasSize(5);
    }

    @Test
    void does_not_wait_to_tell_of_another_lane() {
        behind("things/s1", Duration.ofHours(13));
        watch.run();
        behind("things/s2", Duration.ofHours(12));
        watch.run();

        assertThat(log.lines(Level.ERROR)).hasSize(2);
        assertThat(log.lines(Level.ERROR).getLast()).contains("things/s1", "things/s2");
    }

    @Test
    void names_the_oldest_lanes_and_counts_the_others() {
        for (int i = 1; i <= 9; i++) {
            behind("things/s" + i, Duration.ofHours(12).plusMinutes(i));
        }

        watch.run();

        assertThat(log.lines(Level.ERROR))
                .singleElement()
                .asString()
                .contains("things/s9 ", "things/s5 ", "and 4 more")
                .doesNotContain("things/s4 ");
    }

    @Test
    void is_silent_again_once_a_lane_has_caught_up_and_warns_anew_when_it_falls_behind_again() {
        behind("things/s1", Duration.ofHours(13));
        watch.run();
        behind("things/s1", Duration.ofHours(1));
        watch.run();
        behind("things/s1", Duration.ofHours(13));
        watch.run();

        assertThat(log.lines(Level.ERROR)).hasSize(2);
    }

    @Test
    void tells_a_shard_that_cannot_be_read_from_an_idle_one() {
        lanes.add(lane("things/idle", Optional.empty(), clock.instant().minusSeconds(2)));
        lanes.add(lane("things/stuck", Optional.empty(), clock.instant().minusSeconds(90)));

        watch.run();

        assertThat(log.lines(Level.WARN))
                .containsExactly(
                        "1 of the shards cannot be read, although their leases are held here; they are not idle:"
                                + " lane things/stuck was last read 1m 30s ago");
        assertThat(watch.snapshot().summary())
                .isEqualTo("lag 1m 30s (things/stuck), read 1m 30s ago (1 UNREAD)," + " data loss in 23h 58m");
    }

    private void lookFor(Duration duration) {
        for (Duration past = Duration.ZERO; past.compareTo(duration) < 0; past = past.plus(LOOK)) {
            watch.run();
            clock.advance(LOOK);
        }
    }

    private void behind(String lane, Duration age) {
        lanes.removeIf(one -> one.lane().id().equals(lane));
        lanes.add(lane(lane, Optional.of(ago(age)), clock.instant()));
    }

    private Instant ago(Duration age) {
        return clock.instant().minus(age);
    }

    private static LaneSighting lane(String id, Optional<Instant> waiting, Instant read) {
        return new LaneSighting(
                Lane.parse(id),
                new LaneSighting.Reading(Instant.EPOCH, Optional.of(read), Reach.TIP, read),
                waiting,
                false);
    }
}
