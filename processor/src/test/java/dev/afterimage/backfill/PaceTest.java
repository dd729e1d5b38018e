package dev.afterimage.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace(10);

    @Test
    void a_page_uses_no_more_than_the_share_of_a_second() {
        assertThat(pace.items(1)).isEqualTo(10);
        assertThat(pace.items(4)).isEqualTo(2);
    }

    @Test
    void a_page_has_one_item_at_least_however_large_items_are() {
        assertThat(pace.items(100)).isEqualTo(1);
    }

    @Test
    void a_page_has_a_hundred_items_at_most_however_small_items_are() {
        assertThat(new Pace(1_000).items(0)).isEqualTo(100);
        assertThat(Pace.unlimited().items(100)).isEqualTo(100);
    }

    @Test
    void waits_for_what_is_left_of_the_time_that_the_units_are_for() {
        assertThat(pace.after(5, Duration.ofMillis(200))).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void does_not_wait_where_more_time_has_passed_than_the_units_are_for() {
        assertThat(pace.after(5, Duration.ofMillis(500))).isZero();
        assertThat(pace.after(5, Duration.ofSeconds(5))).isZero();
    }

    @Test
    void never_waits_without_a_limit() {
        assertThat(Pace.unlimited().after(1_000_000, Duration.ZERO)).isZero();
    }
}
