package dev.afterimage.rebuild;

import dev.afterimage.change.Change;
import dev.afterimage.lane.Position;
import dev.afterimage.pipeline.Foresight;
import dev.afterimage.pipeline.Step;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.version.Fence;
import dev.afterimage.version.FenceId;
import dev.afterimage.version.Fences;
import dev.afterimage.version.VersionCatalog;
import dev.afterimage.version.VersionRegistry;
import dev.afterimage.version.VersionState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets a lane apply a change for those versions of projections only that are to have it, and move the fences of the others
 * on. It knows the states of versions as they were read after the lane's position; whoever changes one moves that on. For
 * one thread.
 */
public final class VersionForesight implements Foresight {
    private final Foresight inner;
    private final VersionRegistry registry;
    private final VersionCatalog catalog;
    private final Fences fences;
    private Map<ProjectionName, VersionState> states = Map.of();

    /** The same as another foresight, and what versions need besides. */
    public VersionForesight(Foresight inner, VersionRegistry registry, VersionCatalog catalog, Fences fences) {
        this.inner = inner;
        this.registry = registry;
        this.catalog = catalog;
        this.fences = fences;
    }

    @Override
    public boolean wantsStored(Position position) {
        return !position.stored() || inner.wantsStored(position);
    }

    @Override
    public void reload() {
        inner.reload();
        states = catalog.states(registry.all());
    }

    @Override
    public View view(Position position) {
        return new Gates(inner.view(position), position);
    }

    /** The look at changes after a position. */
    private final class Gates implements View {
        private final View changes;
        private final Position position;
        private final Map<FenceId, Fence> known = new HashMap<>();

        private Gates(View changes, Position position) {
            this.changes = changes;
            this.position = position;
        }

        @Override
        public Steps steps(List<Change> next) {
            Steps steps = changes.steps(next);
            read(steps.steps());
            return new Steps(steps.steps().stream().map(this::gated).toList(), steps.marksMayBeNew());
        }

        private void read(List<Step> steps) {
            Set<FenceId> unknown = steps.stream()
                    .map(Step::change)
                    .flatMap(change -> catalog.versionsOf(change.table()).stream()
                            .filter(version -> VersionGate.looksAtFences(state(version)))
                            .map(version -> VersionGate.fence(change, version)))
                    .filter(id -> !known.containsKey(id))
                    .collect(Collectors.toSet());
            if (!unknown.isEmpty()) {
                Map<FenceId, Fence> stored = fences.of(unknown);
                unknown.forEach(
                        id -> known.put(id, Optional.ofNullable(stored.get(id)).orElseGet(() -> Fence.none(id))));
            }
        }

        private Step gated(Step step) {
            return switch (step) {
                case Step.Apply apply ->
                    gates(apply.change(), position.writesApplied(apply.change()) > 0)
                            .apply(apply);
                case Step.Lead lead ->
                    lead.audited().isPresent()
                            ? gates(lead.audited().get().change(), false).lead(lead)
                            : unaudited(lead);
                case Step.Pass pass -> pass;
            };
        }

        /** What has no entry in the audit log is nothing to build from: those alone see it who have all before it. */
        private Step unaudited(Step.Lead lead) {
            VersionGate.Closed closed = new VersionGate.Closed();
            for (ProjectionName version : catalog.versionsOf(lead.change().table())) {
                if (!VersionGate.passes(state(version), fence(lead.change(), version))) {
                    closed.without(version);
                }
            }
            return closed.lead(lead);
        }

        private VersionGate.Closed gates(Change change, boolean begun) {
            VersionGate.Closed closed = new VersionGate.Closed();
            for (ProjectionName version : catalog.versionsOf(change.table())) {
                Fence fence = fence(change, version);
                if (begun) {
                    closed.begun(version, state(version), fence);
                } else {
                    closed.next(version, state(version), fence, change.sequence())
                            .ifPresent(moved -> known.put(moved.id(), moved));
                }
            }
            return closed;
        }

        private Fence fence(Change change, ProjectionName version) {
            FenceId id = VersionGate.fence(change, version);
            return Optional.ofNullable(known.get(id)).orElseGet(() -> Fence.none(id));
        }

        private Optional<VersionState> state(ProjectionName version) {
            return Optional.ofNullable(states.get(version));
        }
    }
}
