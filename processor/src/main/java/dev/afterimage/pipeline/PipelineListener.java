package dev.afterimage.pipeline;

import dev.afterimage.change.ChangeId;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Is told what happens in the lanes: for metrics, logs, the live line and tests. Called by the lanes' own threads, so it
 * must be thread-safe, fast, and throw nothing.
 *
 * <p>The equation to alert on, once a lane has drained: {@code read = applied + parked + already applied}, and what was
 * abandoned when a lane was left.
 */
public interface PipelineListener {
    /** Listens to nothing. */
    PipelineListener NONE = new PipelineListener() {};

    /** The lane begins, or goes on, from this position. */
    default void opened(Position position) {}

    /** So many changes were read from the stream. */
    default void read(Lane lane, int changes) {}

    /** So many of the changes read had been applied before: a repetition, or another worker's work. */
    default void alreadyApplied(Lane lane, int changes) {}

    /** A plan was committed. */
    default void applied(CommitPlan plan, double writeUnits, Duration took) {}

    /** An attempt failed in a way that passes; the next comes after the delay. */
    default void retrying(Lane lane, RetryCause cause, String reason, int attempt, Duration delay) {}

    /** The lane cannot go on before somebody mends something. It tries again after the delay. */
    default void halted(Lane lane, Optional<ChangeId> change, String reason, Duration delay) {}

    /** The lane's shard has ended and all its changes are applied. */
    default void closed(Lane lane) {}

    /** The lane is not followed here any more: it is another worker's, or this one ends. Later it may be opened again. */
    default void left(Lane lane) {}

    /** Tells each of these, in order. */
    static PipelineListener all(List<PipelineListener> listeners) {
        return new ListenerChain(listeners);
    }
}
