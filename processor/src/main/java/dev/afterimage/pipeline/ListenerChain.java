package dev.afterimage.pipeline;

import dev.afterimage.change.ChangeId;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Passes on to each of several listeners. */
record ListenerChain(List<PipelineListener> listeners) implements PipelineListener {
    ListenerChain {
        listeners = List.copyOf(listeners);
    }

    @Override
    public void opened(Position position) {
        listeners.forEach(listener -> listener.opened(position));
    }

    @Override
    public void read(Lane lane, int changes) {
        listeners.forEach(listener -> listener.read(lane, changes));
    }

    @Override
    public void alreadyApplied(Lane lane, int changes) {
        listeners.forEach(listener -> listener.alreadyApplied(lane, changes));
    }

    @Override
    public void applied(CommitPlan plan, double writeUnits, Duration took) {
        listeners.forEach(listener -> listener.applied(plan, writeUnits, took));
    }

    @Override
    public void retrying(Lane lane, RetryCause cause, String reason, int attempt, Duration delay) {
        listeners.forEach(listener -> listener.retrying(lane, cause, reason, attempt, delay));
    }

    @Override
    public void halted(Lane lane, Optional<ChangeId> change, String reason, Duration delay) {
        listeners.forEach(listener -> listener.halted(lane, change, reason, delay));
    }

    @Override
    public void closed(Lane lane) {
        listeners.forEach(listener -> listener.closed(lane));
    }

    @Override
    public void left(Lane lane) {
        listeners.forEach(listener -> listener.left(lane));
    }
}
