package dev.afterimage.delivery;

import dev.afterimage.expiry.EventId;
import java.util.Optional;

/** What became of an operator's wish that a sink leave out the one event that it is halted at. */
public sealed interface Omission {
    /** Whoever delivers will leave it out. */
    record Noted() implements Omission {}

    /** Nothing was ever delivered to such a sink. */
    record UnknownSink() implements Omission {}

    /** The sink is not halted at this event, but maybe at another. */
    record NotThere(Optional<EventId> refused) implements Omission {}

    /** What is stored of the sink changed each time. */
    record Busy() implements Omission {}

    /** Stores the wish. */
    static Omission of(EventId event, SinkName sink, SinkStates states) {
        // Who delivers stores the sink's state every second at most.
        for (int attempt = 0; attempt < 20; attempt++) {
            Optional<SinkState> state = states.of(sink);
            if (state.isEmpty()) {
                return new UnknownSink();
            }
            Optional<EventId> refused = state.get().progress().trouble().flatMap(Trouble::event);
            if (!refused.equals(Optional.of(event))) {
                return new NotThere(refused);
            }
            if (states.put(state.get().skipping(event))) {
                return new Noted();
            }
        }
        return new Busy();
    }

    /** In words, for whoever wished it. */
    default String inWords(EventId event, SinkName sink) {
        return switch (this) {
            case Noted _ -> "sink " + sink + " leaves out event " + event;
            case UnknownSink _ -> "nothing was ever delivered to a sink " + sink;
            case NotThere there ->
                "sink " + sink + " is not halted at event " + event
                        + there.refused()
                                .map(other -> ", but at " + other)
                                .orElse(": only a refused event, by which a sink is halted, can be left out");
            case Busy _ -> "the state of sink " + sink + " changes all the time: try again";
        };
    }
}
