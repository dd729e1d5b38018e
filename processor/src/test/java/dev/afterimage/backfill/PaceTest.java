package dev.afterimage.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Pace.Cost ONE_UNIT = cost(1, 1);

    private final Pace pace = new Pace(10, 1_000);

    @Test
    void a_page_uses_no_more_than_the_share_of_a_second() {
        assertThat(pace.items(ONE_UNIT)).isEqualTo(10);
        assertThat(pace.items(cost(4, 1))).isEqualTo(2);
        assertThat(new Pace(1_000, 7).items(ONE_UNIT)).isEqualTo(7);
    }

    @Test
    void a_page_has_one_item_at_least_however_large_items_are_and_however_long_one_takes() {
        assertThat(pace.items(cost(100, 1))).isEqualTo(1);
        assertThat(pace.items(cost(1, 60_000))).isEqualTo(1);
        assertThat(new Pace(1_000, 0.5).items(ONE_UNIT)).isEqualTo(1);
    }

    @Test
    void a_page_is_no_larger_than_what_is_loaded_long_before_others_would_take_the_segment_over() {
        assertThat(Pace.unlimited().items(cost(1, 20))).isEqualTo(200);
        assertThat(Pace.unlimited().items(cost(0, 0))).isEqualTo(1_000);
        assertThat(Pace.unlimited().items(Pace.Cost.UNKNOWN)).isEqualTo(100);
    }

    @Test
    void what_an_item_costs_is_a_share_of_what_all_cost() {
        assertThat(Pace.Cost.of(50, 25, Duration.ofSeconds(1))).isEqualTo(cost(0.5, 20));
    }

    @Test
    void all_who_read_share_what_there_is() {
        ScanSettings settings = new ScanSettings(4, 100, 60, true, false);

        assertThat(Pace.of(settings, 4)).isEqualTo(new Pace(25, 15));
        assertThat(Pace.of(settings, 0)).isEqualTo(new Pace(100, 60));
        assertThat(Pace.of(new ScanSettings(4, 0, true, false), 4)).isEqualTo(Pace.unlimited());
    }

    @Test
    void waits_for_what_is_left_of_the_time_that_units_and_items_are_for() {
        assertThat(pace.after(5, 5, Duration.ofMillis(200))).isEqualTo(Duration.ofMillis(300));
        assertThat(new Pace(1_000, 10).after(5, 5, Duration.ofMillis(200))).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void does_not_wait_where_more_time_has_passed_than_they_are_for() {
        assertThat(pace.after(5, 5, Duration.ofMillis(500))).isZero();
        assertThat(pace.after(5, 5, Duration.ofSeconds(5))).isZero();
    }

    @Test
    void never_waits_without_a_limit() {
        assertThat(Pace.unlimited().after(1_000, 1_000_000, Duration.ZERO)).isZero();
    }

    private static Pace.Cost cost(double units, long millis) {
        return new Pace.Cost(units, Duration.ofMillis(millis));
    }
}
