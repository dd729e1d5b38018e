package dev.afterimage.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");
    private static final TableName TABLE = new TableName("things");

    private final Backfill backfill = Backfill.open(TABLE, Optional.empty(), new ScanSettings(2, 0, true, false), START)
            .scanning();

    @Test
    void tells_the_share_the_rate_and_the_time_left() {
        List<Segment> segments = List.of(read(0, 30, 20), read(1, 20, 20));

        assertThat(Progress.of(backfill, segments, 200, START.plusSeconds(10)))
                .isEqualTo(new Progress(50, 40, 200, 0.25, 5, Optional.of(Duration.ofSeconds(30))));
    }

    @Test
    void nothing_can_be_said_of_the_time_left_before_anything_was_read_nor_while_nothing_is() {
        assertThat(Progress.of(backfill, List.of(fresh(0)), 200, START)).isEqualTo(nothing(200));
        assertThat(Progress.of(backfill, List.of(fresh(0)), 0, START.plusSeconds(9)))
                .isEqualTo(nothing(0));
        assertThat(Progress.of(backfill.paused(), List.of(read(0, 30, 20)), 200, START.plusSeconds(10))
                        .left())
                .isEmpty();
    }

    @Test
    void a_table_that_was_counted_too_low_is_not_read_by_more_than_all_of_it() {
        assertThat(Progress.of(backfill, List.of(read(0, 30, 20)), 10, START.plusSeconds(10)))
                .isEqualTo(new Progress(30, 20, 30, 1, 3, Optional.of(Duration.ZERO)));
    }

    @Test
    void when_all_is_read_what_was_counted_before_says_nothing() {
        List<Segment> over = List.of(end(read(0, 30, 20)), end(read(1, 0, 0)));

        assertThat(Progress.of(backfill, over, 200, START.plusSeconds(10)))
                .isEqualTo(new Progress(30, 20, 30, 1, 3, Optional.empty()));
        assertThat(Progress.of(backfill, List.of(end(fresh(0))), 0, START.plusSeconds(10))
                        .share())
                .isEqualTo(1);
    }

    @Test
    void the_rate_is_that_of_the_time_until_all_was_read() {
        Backfill draining = backfill.scanned(START.plusSeconds(10));

        assertThat(Progress.of(draining, List.of(end(read(0, 30, 20))), 200, START.plusSeconds(1_000))
                        .perSecond())
                .isEqualTo(3);
    }

    @Test
    void segments_of_a_backfill_before_do_not_count() {
        Backfill next = Backfill.open(TABLE, Optional.of(backfill), backfill.settings(), START.plusSeconds(60))
                .scanning();

        assertThat(Progress.of(next, List.of(read(0, 30, 20)), 200, START.plusSeconds(70)))
                .isEqualTo(nothing(200));
    }

    private static Progress nothing(long expected) {
        return new Progress(0, 0, expected, 0, 0, Optional.empty());
    }

    private Segment fresh(int index) {
        return Segment.first(backfill, index, Optional.empty());
    }

    private Segment read(int index, int items, int loaded) {
        return fresh(index).advanced(Optional.of(ItemKey.of("id", "last")), items, loaded, START);
    }

    private static Segment end(Segment segment) {
        return segment.advanced(Optional.empty(), 0, 0, START);
    }
}
