package dev.afterimage.delivery;

import dev.afterimage.expiry.EventId;
import java.util.Optional;

/**
 * What is stored of a sink. Immutable; its methods are the moves, each to the next revision.
 *
 * @param holder which worker delivers to it; empty for none
 * @param skip the refused event that an operator wants left out
 */
public record SinkState(
        SinkName name, long revision, Optional<String> holder, Progress progress, Optional<EventId> skip) {
    /** A sink of which nothing is stored yet. */
    static SinkState none(SinkName name, Progress progress) {
        return new SinkState(name, 0, Optional.empty(), progress, Optional.empty());
    }

    SinkState heldBy(String worker) {
        return new SinkState(name, revision + 1, Optional.of(worker), progress, skip);
    }

    SinkState released() {
        return new SinkState(name, revision + 1, Optional.empty(), progress, skip);
    }

    SinkState at(Progress next, Optional<EventId> skip) {
        return new SinkState(name, revision + 1, holder, next, skip);
    }

    /** The same with an operator's wish that this event be left out. */
    public SinkState skipping(EventId event) {
        return new SinkState(name, revision + 1, holder, progress, Optional.of(event));
    }

    boolean isHeldBy(String worker) {
        return holder.equals(Optional.of(worker));
    }
}
