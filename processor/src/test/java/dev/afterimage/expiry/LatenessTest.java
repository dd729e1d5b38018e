package dev.afterimage.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditSamples;
import dev.afterimage.change.Expiry;
import dev.afterimage.item.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenessTest {
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07Z");

    @Test
    void counts_each_deletion_up_to_the_first_bound_that_holds_it() {
        Lateness lateness = of(-5, 0, 1, 2, 60, 61, 48 * 3_600, 48 * 3_600 + 1);

        assertThat(lateness.counts()).isEqualTo(List.of(3L, 1L, 1L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 1L));
        assertThat(lateness.count()).isEqualTo(8);
        assertThat(lateness.longest()).contains(Duration.ofSeconds(48 * 3_600 + 1));
        assertThat(lateness.sum()).isEqualTo(Duration.ofSeconds(1 + 2 + 60 + 61 + 2 * 48 * 3_600 + 1));
    }

    @Test
    void leaves_out_what_nobody_knows() {
        ExpiryEvent unknown = new ExpiryEvent.Deleted(
                AuditSamples.id(1, "L1"), Item.empty(), new Expiry(Expiry.Origin.SERVICE, Optional.empty()), AT, AT);

        assertThat(Lateness.of(List.of(unknown, ExpirySamples.due(2, "L1", AT)).stream()))
                .isEqualTo(Lateness.NONE);
    }

    @Test
    void two_together_are_as_if_counted_at_once() {
        assertThat(of(1, 100).plus(of(7_200))).isEqualTo(of(1, 100, 7_200));
        assertThat(of(1).plus(Lateness.NONE)).isEqualTo(of(1));
    }

    @Test
    void its_bars_say_what_they_hold() {
        List<Lateness.Bar> bars = of(30).bars();

        assertThat(bars).hasSize(12);
        assertThat(bars.getFirst())
                .isEqualTo(new Lateness.Bar(Optional.empty(), Optional.of(Duration.ofSeconds(1)), 0));
        assertThat(bars.get(2))
                .isEqualTo(
                        new Lateness.Bar(Optional.of(Duration.ofSeconds(10)), Optional.of(Duration.ofMinutes(1)), 1));
        assertThat(bars.getLast().upTo()).isEmpty();
    }

    private static Lateness of(long... seconds) {
        return Lateness.of(LongStream.of(seconds).mapToObj(late -> {
            ExpiryEvent.Deleted sample = ExpirySamples.deleted(1, "L1", AT);
            return new ExpiryEvent.Deleted(
                    sample.id(), sample.image(), sample.expiry(), ExpirySamples.DUE.plusSeconds(late), AT);
        }));
    }
}
