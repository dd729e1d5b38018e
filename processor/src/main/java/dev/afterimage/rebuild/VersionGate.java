package dev.afterimage.rebuild;

import dev.afterimage.change.Change;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.ledger.ItemText;
import dev.afterimage.pipeline.Step;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.version.Fence;
import dev.afterimage.version.FenceId;
import dev.afterimage.version.VersionState;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether a version gets a change from its lane. Pure. */
final class VersionGate {
    private VersionGate() {}

    static FenceId fence(Change change, ProjectionName version) {
        return new FenceId(ItemText.of(change.table(), change.key()), version);
    }

    static boolean looksAtFences(Optional<VersionState> state) {
        return state.isPresent()
                && switch (state.get()) {
                    case VersionState.Building _, VersionState.CatchingUp _, VersionState.Paused _ -> true;
                    case VersionState.Live _, VersionState.Dropping _, VersionState.Dropped _ -> false;
                };
    }

    /** Whether the version has all earlier changes of the item, and gets the next one. */
    static boolean passes(Optional<VersionState> state, Fence fence) {
        return state.isPresent()
                && switch (state.get()) {
                    case VersionState.Live _ -> true;
                    case VersionState.Building _ -> fence.stored() && !fence.open();
                    case VersionState.CatchingUp _ -> !fence.open();
                    case VersionState.Paused _, VersionState.Dropping _, VersionState.Dropped _ -> false;
                };
    }

    /** The versions that do not get a change, and how their fences move with it. For one thread. */
    static final class Closed {
        private final Set<ProjectionName> except = new HashSet<>();
        private final Map<ProjectionName, GuardedWrite> fences = new LinkedHashMap<>();

        void without(ProjectionName version) {
            except.add(version);
        }

        /** For a change that nothing is applied of; answers the fence as it is then, where it moves. */
        Optional<Fence> next(
                ProjectionName version, Optional<VersionState> state, Fence fence, SequenceNumber sequence) {
            if (passes(state, fence)) {
                return Optional.empty();
            }
            without(version);
            Optional<Fence> moved = moved(state, fence, sequence);
            moved.ifPresent(next -> fences.put(version, next.put()));
            return moved;
        }

        private static Optional<Fence> moved(Optional<VersionState> state, Fence fence, SequenceNumber sequence) {
            if (!looksAtFences(state)) {
                return Optional.empty();
            }
            if (fence.open()) {
                return Optional.of(fence.passed());
            }
            boolean paused = state.orElseThrow() instanceof VersionState.Paused;
            return Optional.of(fence.opened(paused ? Optional.of(sequence) : Optional.empty()));
        }

        /**
         * For a change that is applied in part, with the audit entry: the version goes on with it where it has begun to. No
         * state changes twice while a change is applied in part, so the present one tells which it was.
         */
        void begun(ProjectionName version, Optional<VersionState> state, Fence fence) {
            boolean goesOn = state.isPresent()
                    && switch (state.get()) {
                        case VersionState.Live _, VersionState.Dropping _ -> true;
                        case VersionState.Building _ -> fence.stored() && !fence.open();
                        case VersionState.CatchingUp _, VersionState.Paused _ -> !fence.open();
                        case VersionState.Dropped _ -> false;
                    };
            if (!goesOn) {
                without(version);
            }
        }

        Step.Apply apply(Step.Apply step) {
            return new Step.Apply(step.change(), except, fences);
        }

        Step.Lead lead(Step.Lead step) {
            return step.without(except, fences.values());
        }
    }
}
