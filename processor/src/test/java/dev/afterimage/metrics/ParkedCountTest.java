package dev.afterimage.metrics;

import static dev.afterimage.metrics.MetricsBench.PROJECTION;
import static dev.afterimage.metrics.MetricsBench.TABLE;
import static dev.afterimage.metrics.MetricsBench.lane;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.item.ItemKey;
import dev.afterimage.lane.Position;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.projection.ProjectionName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ParkedCountTest {
    private static final String OF_ROWS = "{projection=\"rows\",table=\"things\"}";

    private final MetricsBench bench = new MetricsBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void tells_how_much_waits_since_when_and_that_nothing_does() {
        bench.parked.run();
        assertThat(bench.read().value("afterimage_parked_items" + OF_ROWS)).isZero();

        waits("a", PROJECTION, Duration.ofMinutes(5), 3);
        waits("b", PROJECTION, Duration.ofMinutes(90), 1);
        waits("c", new ProjectionName("gone"), Duration.ofDays(3), 2);
        bench.clock.advance(ParkedCount.USUALLY);
        bench.parked.run();

        Scraped read = bench.read();
        assertThat(read.value("afterimage_parked_items" + OF_ROWS)).isEqualTo(2);
        assertThat(read.value("afterimage_parked_changes" + OF_ROWS)).isEqualTo(4);
        assertThat(read.value("afterimage_parked_age_seconds" + OF_ROWS)).isEqualTo(91 * 60);
        assertThat(read.value("afterimage_parked_items{projection=\"gone\",table=\"things\"}"))
                .as("also for a projection that the configuration no longer names")
                .isEqualTo(1);

        bench.lot.markers.clear();
        bench.clock.advance(ParkedCount.USUALLY);
        bench.parked.run();

        assertThat(bench.read().value("afterimage_parked_items" + OF_ROWS)).isZero();
        assertThat(bench.read().family("afterimage_parked_items")).hasSize(1);
    }

    @Test
    void asks_once_a_minute_and_sooner_where_something_was_parked() {
        bench.parked.run();
        bench.parked.run();
        assertThat(bench.lot.queries).isEqualTo(1);

        park();
        bench.parked.run();
        assertThat(bench.lot.queries).isEqualTo(1);

        bench.clock.advance(ParkedCount.SOON);
        bench.parked.run();
        bench.clock.advance(ParkedCount.SOON);
        bench.parked.run();
        assertThat(bench.lot.queries).isEqualTo(2);

        bench.clock.advance(ParkedCount.USUALLY);
        bench.parked.run();
        assertThat(bench.lot.queries).isEqualTo(3);
    }

    @Test
    void what_cannot_be_counted_is_not_shown_and_is_asked_for_again() {
        bench.parked.run();
        bench.lot.fails = true;
        bench.clock.advance(ParkedCount.USUALLY);
        bench.parked.run();
        assertThat(bench.read().family("afterimage_parked_items")).isEmpty();

        bench.lot.fails = false;
        bench.clock.advance(ParkedCount.USUALLY);
        bench.parked.run();
        assertThat(bench.read().family("afterimage_parked_items")).hasSize(1);
    }

    private void waits(String id, ProjectionName projection, Duration since, long changes) {
        bench.lot.markers.add(new Marker(
                new ParkedItem(projection, TABLE, ItemKey.of("id", id)),
                TestChanges.id(7, id).sequence(),
                bench.clock.instant().minus(since),
                "it is bad",
                changes));
    }

    private void park() {
        Position from = Position.start(lane(1));
        Position to = from.after(TestChanges.inserted(1), bench.clock.instant());
        CommitPlan.ParkedNotice notice = new CommitPlan.ParkedNotice(TestChanges.inserted(1), PROJECTION, "it is bad");
        bench.parked.applied(
                new CommitPlan(from, to, List.of(), List.of(), List.of(TestChanges.inserted(1)), List.of(notice)),
                8,
                Duration.ZERO);
    }
}
