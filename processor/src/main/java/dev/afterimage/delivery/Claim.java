package dev.afterimage.delivery;

import dev.afterimage.ledger.Cursor;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A worker's wish to deliver to a sink. It is granted where nobody does, or who did has not been heard of for long: by this
 * process's own time, since it first saw what is stored. Two workers may deliver at the same time for a while, where one of
 * them hangs; only one of them moves what is stored. For one thread.
 */
final class Claim {
    private final SinkName name;
    private final SinkStates states;
    private final String worker;
    private final Duration failover;
    private final Supplier<Duration> uptime;
    private long revisionSeen = -1;
    private Duration seenAt = Duration.ZERO;

    Claim(SinkName name, SinkStates states, String worker, Duration failover, Supplier<Duration> uptime) {
        this.name = name;
        this.states = states;
        this.worker = worker;
        this.failover = failover;
        this.uptime = uptime;
    }

    /**
     * The hold, where it is granted now.
     *
     * @param start where a sink begins to which nobody has delivered yet
     */
    Optional<Hold> attempt(Supplier<Cursor> start) {
        SinkState state = states.of(name).orElseGet(() -> SinkState.none(name, Progress.from(start.get())));
        if (!mayBeTaken(state)) {
            return Optional.empty();
        }
        SinkState mine = state.heldBy(worker);
        return states.put(mine) ? Optional.of(new Hold(states, worker, mine)) : Optional.empty();
    }

    private boolean mayBeTaken(SinkState state) {
        Duration now = uptime.get();
        if (state.revision() != revisionSeen) {
            revisionSeen = state.revision();
            seenAt = now;
        }
        return state.holder().isEmpty()
                || state.isHeldBy(worker)
                || now.minus(seenAt).compareTo(failover) >= 0;
    }
}
