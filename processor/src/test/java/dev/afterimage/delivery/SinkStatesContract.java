package dev.afterimage.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.expiry.EventId;
import dev.afterimage.expiry.ExpirySamples;
import dev.afterimage.feed.ExpiryFeed;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What states of sinks are kept in must do. */
public abstract class SinkStatesContract {
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.008Z");
    private static final SinkName ONE = new SinkName("one");
    private static final SinkName TWO = new SinkName("two");
    private static final Progress BEGIN = Progress.from(ExpiryFeed.before(AT));

    /** Without any states. */
    protected abstract SinkStates states();

    @Test
    void everything_comes_back_as_it_was_stored() {
        SinkStates states = states();
        EventId event = EventId.of(ExpirySamples.deleted(1, "L1", AT));
        Trouble trouble = new Trouble("it answers 500", true, Optional.of(event), AT.plusSeconds(9), 7);
        Progress progress = BEGIN.delivered(ExpirySamples.deleted(3, "L1", AT), AT.plusSeconds(1))
                .skipped(ExpirySamples.deleted(4, "L1", AT))
                .with(Optional.of(trouble));
        SinkState first = SinkState.none(ONE, BEGIN).heldBy("worker-1");
        SinkState second = first.at(progress, Optional.empty()).skipping(event);

        assertThat(states.put(first)).isTrue();
        assertThat(states.of(ONE)).contains(first);
        assertThat(states.put(first.at(progress, Optional.empty()))).isTrue();
        assertThat(states.put(second)).isTrue();

        assertThat(states.of(ONE)).contains(second);
        assertThat(states.of(TWO)).isEmpty();
    }

    @Test
    void nothing_is_stored_but_after_what_was_read() {
        SinkStates states = states();
        SinkState first = SinkState.none(ONE, BEGIN).heldBy("worker-1");
        assertThat(states.put(first.released())).as("without the first").isFalse();
        assertThat(states.put(first)).isTrue();

        assertThat(states.put(SinkState.none(ONE, BEGIN).heldBy("worker-2"))).isFalse();
        assertThat(states.put(first.released().heldBy("worker-2")))
                .as("with a gap")
                .isFalse();
        assertThat(states.put(first.released())).isTrue();
        assertThat(states.put(first.at(BEGIN, Optional.empty())))
                .as("by who has lost it")
                .isFalse();

        assertThat(states.of(ONE)).contains(first.released());
    }

    @Test
    void all_are_there_in_the_order_of_names() {
        SinkStates states = states();
        SinkState two = SinkState.none(TWO, BEGIN).heldBy("worker-1");
        SinkState one = SinkState.none(ONE, BEGIN).released();
        states.put(two);
        states.put(one);

        assertThat(states.all()).containsExactly(one, two);
    }
}
