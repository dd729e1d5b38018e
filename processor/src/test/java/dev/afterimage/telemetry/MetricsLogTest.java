package dev.afterimage.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class MetricsLogTest {
    private static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");
    private static final Lane LANE = Lane.parse("things/s1");

    private final RecordedLog log = new RecordedLog();
    private Tallies tallies = new Tallies(NOW, List.of(), Map.of());
    private Freshness freshness = new Freshness(NOW, List.of());
    private final MetricsLog metrics = new MetricsLog(() -> tallies, () -> freshness, log.logger());

    @Test
    void a_worker_without_lanes_says_so() {
        metrics.run();

        assertThat(log.lines(Level.INFO))
                .containsExactly("{\"afterimage\":\"metrics\",\"lag_seconds\":0,\"until_loss_seconds\":86400,"
                        + "\"unread_seconds\":0,\"lanes\":0,\"halted_lanes\":0,\"applied\":0,\"parked\":0,"
                        + "\"retries\":0,\"write_units\":0.0}");
    }

    @Test
    void tells_how_old_what_waits_is_and_what_happened_since_the_line_before() {
        freshness = new Freshness(
                NOW,
                List.of(new LaneFreshness(
                        LANE,
                        Optional.of(NOW.minusSeconds(7)),
                        new Unapplied.Behind(NOW.minusSeconds(3_600)),
                        Optional.of(Duration.ofHours(1)),
                        Optional.empty(),
                        Alarm.NONE)));
        tallies = tallies(new Counts(10, 5, 1, 0, 0, 0, 3, 2, 4, 12.5));
        metrics.run();
        tallies = tallies(new Counts(20, 12, 1, 0, 0, 0, 5, 2, 4, 20));
        metrics.run();

        assertThat(log.lines(Level.INFO))
                .containsExactly(
                        "{\"afterimage\":\"metrics\",\"lag_seconds\":3600,\"until_loss_seconds\":82800,"
                                + "\"unread_seconds\":7,\"lanes\":1,\"halted_lanes\":1,\"applied\":5,\"parked\":1,"
                                + "\"retries\":2,\"write_units\":12.5}",
                        "{\"afterimage\":\"metrics\",\"lag_seconds\":3600,\"until_loss_seconds\":82800,"
                                + "\"unread_seconds\":7,\"lanes\":1,\"halted_lanes\":1,\"applied\":7,\"parked\":0,"
                                + "\"retries\":0,\"write_units\":7.5}");
    }

    private static Tallies tallies(Counts totals) {
        LaneTally halted =
                new LaneTally(Position.start(LANE), new LaneState.Halted(Optional.empty(), "mend me", NOW), totals);
        return new Tallies(NOW, List.of(halted), Map.of(LANE.table(), totals));
    }
}
