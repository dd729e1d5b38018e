package dev.afterimage.metrics;

import static dev.afterimage.commit.TestChanges.expired;
import static dev.afterimage.commit.TestChanges.inserted;
import static dev.afterimage.metrics.MetricsBench.PROJECTION;
import static dev.afterimage.metrics.MetricsBench.lane;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.dynamo.ServiceCall;
import dev.afterimage.dynamo.ServiceCall.Result;
import dev.afterimage.lane.Position;
import dev.afterimage.pipeline.RetryCause;
import dev.afterimage.stream.kcl.LaneHealth.State;
import dev.afterimage.telemetry.Alarm;
import dev.afterimage.telemetry.Unapplied;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetricsTest {
    private static final List<String> BECAME =
            List.of("applied_total", "parked_total", "already_applied_total", "abandoned_total", "pending");

    private final MetricsBench bench = new MetricsBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void tells_what_became_of_the_changes_of_each_table() {
        bench.listener.read(lane(1), 9);
        bench.listener.alreadyApplied(lane(1), 1);
        Position position = bench.apply(Position.start(lane(1)), inserted(1), expired(2, "a", "x"));
        park(position, inserted(3));

        Scraped read = bench.read();

        assertThat(read.value("afterimage_changes_read_total{table=\"things\"}"))
                .isEqualTo(9);
        assertThat(read.value("afterimage_changes_applied_total{table=\"things\"}"))
                .isEqualTo(2);
        assertThat(read.value("afterimage_changes_parked_total{table=\"things\"}"))
                .isEqualTo(1);
        assertThat(read.value("afterimage_changes_already_applied_total{table=\"things\"}"))
                .isEqualTo(1);
        assertThat(read.value("afterimage_changes_pending{table=\"things\"}")).isEqualTo(5);
        assertThat(read.value("afterimage_write_units_total{table=\"things\"}")).isEqualTo(16);
        assertThat(read.value("afterimage_parkings_total{projection=\"rows\",table=\"things\"}"))
                .isEqualTo(1);
        assertThat(read.value("afterimage_expirations_total{origin=\"service\",table=\"things\"}"))
                .isEqualTo(1);
        assertThat(read.value("afterimage_commit_duration_seconds_count{table=\"things\"}"))
                .isEqualTo(2);
        assertThat(read.value("afterimage_commit_duration_seconds_bucket{table=\"things\",le=\"0.05\"}"))
                .isEqualTo(2);
        assertThat(read.value("afterimage_commit_duration_seconds_bucket{table=\"things\",le=\"0.025\"}"))
                .isZero();
        assertThat(read.value("afterimage_changes_read_total{table=\"others\"}"))
                .as("a table in which nothing happens is shown, too")
                .isZero();
    }

    /** Lanes work on several threads while the figures are read again and again. */
    @Test
    void in_every_reading_the_changes_add_up() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<? extends Future<?>> lanes = IntStream.rangeClosed(1, 3)
                    .mapToObj(number -> threads.submit(() -> work(number)))
                    .toList();
            double before = 0;
            while (!lanes.stream().allMatch(Future::isDone)) {
                Scraped read = bench.read();
                double total = read.value("afterimage_changes_read_total{table=\"things\"}");
                assertThat(total).isGreaterThanOrEqualTo(before).isEqualTo(became(read));
                before = total;
            }
            for (Future<?> lane : lanes) {
                lane.get();
            }
        }
        Scraped end = bench.read();
        assertThat(end.value("afterimage_changes_read_total{table=\"things\"}")).isEqualTo(3 * 200 * 5);
        assertThat(end.value("afterimage_changes_pending{table=\"things\"}")).isZero();
        assertThat(end.value("afterimage_changes_abandoned_total{table=\"things\"}"))
                .isEqualTo(3 * 200);
        assertThat(became(end)).isEqualTo(3 * 200 * 5);
    }

    private void work(int number) {
        Position position = Position.start(lane(number));
        for (long i = 1; i <= 200; i++) {
            bench.listener.opened(position);
            bench.listener.read(lane(number), 5);
            bench.listener.alreadyApplied(lane(number), 1);
            position = bench.apply(position, inserted(4 * i), inserted(4 * i + 1));
            position = park(position, inserted(4 * i + 2));
            bench.listener.left(lane(number));
        }
    }

    private static double became(Scraped read) {
        return BECAME.stream()
                .mapToDouble(what -> read.value("afterimage_changes_" + what + "{table=\"things\"}"))
                .sum();
    }

    @Test
    void counts_lanes_by_state_and_shards_once() {
        bench.health(lane(1), State.FOLLOWING);
        bench.health(lane(2), State.FOLLOWING);
        bench.health(lane(3), State.OPENING);
        bench.health(lane(4), State.CLOSED);
        bench.health(lane(1), State.HALTED);
        bench.listener.opened(Position.start(lane(2)));
        bench.listener.halted(lane(2), Optional.empty(), "mend me", Duration.ofSeconds(15));

        Scraped read = bench.read();

        assertThat(read.value("afterimage_lanes{state=\"opening\",table=\"things\"}"))
                .isEqualTo(1);
        assertThat(read.value("afterimage_lanes{state=\"following\",table=\"things\"}"))
                .isEqualTo(1);
        assertThat(read.value("afterimage_lanes{state=\"halted\",table=\"things\"}"))
                .isEqualTo(2);
        assertThat(read.value("afterimage_leases_held{table=\"things\"}")).isEqualTo(3);
        assertThat(read.value("afterimage_halts_total{table=\"things\"}")).isEqualTo(1);
        assertThat(read.value("afterimage_lanes{state=\"halted\",table=\"others\"}"))
                .isZero();
    }

    @Test
    void tells_the_worst_lane_of_each_table() {
        bench.fresh(lane(1), new Unapplied.Nothing());
        bench.behind(lane(2), Duration.ofHours(13), Optional.of(Duration.ofHours(20)), Alarm.WARNING);
        bench.behind(lane(3), Duration.ofHours(19), Optional.of(Duration.ofHours(3)), Alarm.URGENT);
        bench.fresh(lane(4), new Unapplied.Unread(bench.clock.instant().minusSeconds(90)));

        Scraped read = bench.read();

        assertThat(read.value("afterimage_unapplied_age_seconds{table=\"things\"}"))
                .isEqualTo(19 * 3600);
        assertThat(read.value("afterimage_data_loss_in_seconds{table=\"things\"}"))
                .isEqualTo(3 * 3600);
        assertThat(read.value("afterimage_read_age_seconds{table=\"things\"}")).isEqualTo(7);
        assertThat(read.value("afterimage_lanes_unread{table=\"things\"}")).isEqualTo(1);
        assertThat(read.value("afterimage_lanes_alarmed{alarm=\"warning\",table=\"things\"}"))
                .isEqualTo(1);
        assertThat(read.value("afterimage_lanes_alarmed{alarm=\"urgent\",table=\"things\"}"))
                .isEqualTo(1);
        assertThat(read.value("afterimage_lane_unapplied_age_seconds{lane=\"shardId-4\",table=\"things\"}"))
                .isEqualTo(90);
        assertThat(read.family("afterimage_lane_unapplied_age_seconds")).hasSize(3);
    }

    @Test
    void a_table_that_keeps_up_has_no_age_and_never_loses_anything() {
        bench.fresh(lane(1), new Unapplied.Nothing());

        Scraped read = bench.read();

        assertThat(read.value("afterimage_unapplied_age_seconds{table=\"things\"}"))
                .isZero();
        assertThat(read.value("afterimage_data_loss_in_seconds{table=\"things\"}"))
                .isInfinite();
        assertThat(read.has("afterimage_unapplied_age_seconds{table=\"others\"}"))
                .as("another worker has all its lanes")
                .isFalse();
    }

    @Test
    void nothing_is_claimed_of_a_lane_of_which_nothing_is_known() {
        bench.fresh(lane(1), new Unapplied.Unknown("it is only just being read"));

        assertThat(bench.read().family("afterimage_unapplied_age_seconds")).isEmpty();
    }

    @Test
    void no_series_outlives_its_lane_however_many_shards_come_and_go() {
        Set<String> series = new TreeSet<>(bench.read().series().keySet());
        for (int shard = 1; shard <= 2_000; shard++) {
            bench.listener.opened(Position.start(lane(shard)));
            bench.listener.read(lane(shard), 1);
            bench.apply(Position.start(lane(shard)), inserted(1));
            bench.listener.retrying(lane(shard), RetryCause.THROTTLED, "slow down", 1, Duration.ZERO);
            bench.listener.closed(lane(shard));
        }
        bench.behind(lane(2_000), Duration.ofMinutes(2), Optional.empty(), Alarm.NONE);
        bench.health(lane(2_000), State.FOLLOWING);
        assertThat(bench.read().family("afterimage_lane_unapplied_age_seconds")).hasSize(1);

        bench.freshness.clear();
        bench.lanes.clear();

        assertThat(ours(bench.read())).isEqualTo(ours(series));
    }

    @Test
    void of_many_lanes_that_are_behind_the_oldest_are_named() {
        for (int shard = 1; shard <= 300; shard++) {
            bench.behind(lane(shard), Duration.ofMinutes(shard), Optional.empty(), Alarm.NONE);
        }

        Scraped read = bench.read();

        assertThat(read.family("afterimage_lane_unapplied_age_seconds")).hasSize(100);
        assertThat(read.has("afterimage_lane_unapplied_age_seconds{lane=\"shardId-300\",table=\"things\"}"))
                .isTrue();
    }

    @Test
    void measures_how_late_items_were_deleted() {
        bench.apply(Position.start(lane(1)), expired(2, "a", "x"));

        Scraped read = bench.read();

        assertThat(read.value("afterimage_expiry_lateness_seconds_bucket{table=\"things\",le=\"1.0\"}"))
                .isEqualTo(1);
        assertThat(read.family("afterimage_expiry_lateness_seconds", "_bucket")).hasSize(2 * 12);
    }

    @Test
    void counts_calls_by_operation_and_result_and_requests_by_route() {
        bench.metrics.calls().called(new ServiceCall("Query", Result.OK, Duration.ofMillis(3), 1));
        bench.metrics.calls().called(new ServiceCall("Query", Result.UNANSWERED, Duration.ofSeconds(3), 2));
        bench.metrics.answered("/live", 200, Duration.ofMillis(2));

        Scraped read = bench.read();

        assertThat(read.value("afterimage_dynamodb_calls_total{operation=\"Query\",result=\"unanswered\"}"))
                .isEqualTo(1);
        assertThat(read.value("afterimage_dynamodb_attempts_total{operation=\"Query\"}"))
                .isEqualTo(3);
        assertThat(read.value("afterimage_dynamodb_call_duration_seconds_count{operation=\"Query\"}"))
                .isEqualTo(2);
        assertThat(read.value("afterimage_console_request_duration_seconds_count{route=\"/live\",status=\"200\"}"))
                .isEqualTo(1);
    }

    @Test
    void tells_its_version_and_whether_it_is_ready() {
        assertThat(bench.read().value("afterimage_build_info{version=\"1.2.3\"}"))
                .isEqualTo(1);
        assertThat(bench.read().value("afterimage_ready")).isEqualTo(1);
        bench.ready = false;
        assertThat(bench.read().value("afterimage_ready")).isZero();
    }

    @Test
    void speaks_openmetrics_to_who_understands_it_and_prometheus_own_text_to_others() {
        Exposition own = bench.metrics.read("text/html, */*");
        Exposition open =
                bench.metrics.read("application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5");

        assertThat(own.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(own.text())
                .contains("# TYPE afterimage_changes_read_total counter")
                .doesNotContain("# EOF");
        assertThat(open.contentType()).startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(open.text())
                .contains("# TYPE afterimage_changes_read counter")
                .endsWith("# EOF\n");
    }

    private static Set<String> ours(Scraped read) {
        return ours(read.series().keySet());
    }

    /** Collections of garbage, and those alone, come under names of the JVM's as they happen. */
    private static Set<String> ours(Set<String> series) {
        Set<String> ours = new TreeSet<>(series);
        ours.removeIf(one -> !one.startsWith("afterimage_"));
        return ours;
    }

    private Position park(Position from, Change change) {
        Position to = from.after(change, bench.clock.instant());
        CommitPlan.ParkedNotice notice = new CommitPlan.ParkedNotice(change, PROJECTION, "it is bad");
        CommitPlan plan = new CommitPlan(from, to, List.of(), List.of(), List.of(change), List.of(notice));
        bench.listener.applied(plan, 8, Duration.ofMillis(30));
        return to;
    }
}
