package dev.afterimage.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventIdTest {
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07Z");

    @Test
    void is_the_same_for_ever() {
        assertThat(EventId.of(ExpirySamples.deleted(7, "L1", AT)).value())
                .isEqualTo("3570d3492957e1193d3e204cb0d861da");
    }

    @Test
    void depends_on_what_happened_to_which_item_and_on_nothing_else() {
        ExpiryEvent.Deleted event = ExpirySamples.deleted(7, "L1", AT);
        ChangeId padded = new ChangeId(
                event.id().table(),
                event.id().key(),
                new SequenceNumber(event.id().sequence().padded()));

        assertThat(EventId.of(event)).isEqualTo(EventId.of(ExpirySamples.deleted(7, "L1", AT.plusSeconds(9))));
        assertThat(EventId.of(event))
                .isEqualTo(EventId.of(new ExpiryEvent.Deleted(padded, event.image(), event.expiry(), event.at(), AT)));
        assertThat(EventId.of(event)).isNotEqualTo(EventId.of(ExpirySamples.deleted(8, "L1", AT)));
        assertThat(EventId.of(event)).isNotEqualTo(EventId.of(ExpirySamples.deleted(7, "L2", AT)));
        assertThat(EventId.of(event)).isNotEqualTo(EventId.of(ExpirySamples.due(7, "L1", AT)));
    }
}
