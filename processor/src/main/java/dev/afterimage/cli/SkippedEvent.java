package dev.afterimage.cli;

import dev.afterimage.delivery.SinkName;
import dev.afterimage.delivery.SinkState;
import dev.afterimage.delivery.SinkStates;
import dev.afterimage.delivery.Trouble;
import dev.afterimage.expiry.EventId;
import java.util.Optional;

/** An operator's wish that a sink leave out the one event that it is halted at. */
final class SkippedEvent {
    /** Who delivers stores the sink's state every second at most. */
    private static final int ATTEMPTS = 20;

    private final SinkStates states;

    SkippedEvent(SinkStates states) {
        this.states = states;
    }

    /** Stores the wish; a {@link Failure} where the sink is not halted at this event. */
    void skip(String sink, EventId event) {
        SinkName name = name(sink);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            SinkState state =
                    states.of(name).orElseThrow(() -> Failure.of("nothing was ever delivered to a sink " + sink));
            requireHaltedAt(event, state);
            if (states.put(state.skipping(event))) {
                return;
            }
        }
        throw Failure.of("the state of sink " + sink + " changes all the time: try again");
    }

    private static SinkName name(String sink) {
        try {
            return new SinkName(sink);
        } catch (IllegalArgumentException none) {
            throw Failure.usage(String.valueOf(none.getMessage()));
        }
    }

    private static void requireHaltedAt(EventId event, SinkState state) {
        Optional<EventId> refused = state.progress().trouble().flatMap(Trouble::event);
        if (!refused.equals(Optional.of(event))) {
            throw Failure.of("sink " + state.name() + " is not halted at event " + event
                    + refused.map(other -> ", but at " + other)
                            .orElse(": only a refused event, by which a sink is halted, can be left out"));
        }
    }
}
