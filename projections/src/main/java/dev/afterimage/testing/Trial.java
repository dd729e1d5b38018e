package dev.afterimage.testing;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.declared.UnfitItemException;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What some changes lead to in tables in memory, one after the other. As in a worker, a change that a projection cannot take
 * is set aside for it, and the later changes of its item wait behind it. Not thread-safe.
 */
public final class Trial {
    private final List<Projection> projections;
    private final InMemoryTables tables;
    private final ReadableTables readable;
    private final Map<Stopped, Integer> waiting = new HashMap<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private int projected;

    /** A change that a projection could not take, and how many of its item wait behind it. */
    public record Refusal(ProjectionName projection, ChangeId change, String reason, int waiting) {}

    private record Stopped(ProjectionName projection, String item) {}

    private Trial(List<Projection> projections, List<Change> changes) {
        this.projections = List.copyOf(projections);
        this.tables = InMemoryTables.of(projections);
        this.readable = new ReadableTables(tables, ReadableTables.sourcesAfter(changes));
    }

    /** Lets these projections see these changes, in this order. */
    public static Trial of(List<Projection> projections, List<Change> changes) {
        Trial trial = new Trial(projections, changes);
        changes.forEach(trial::show);
        return trial;
    }

    private void show(Change change) {
        List<Projection> wanting = projections.stream()
                .filter(projection -> projection.sources().contains(change.table()))
                .toList();
        wanting.forEach(projection -> show(projection, change));
        projected += wanting.isEmpty() ? 0 : 1;
    }

    private void show(Projection projection, Change change) {
        Stopped stopped = new Stopped(projection.name(), change.id().item());
        if (waiting.computeIfPresent(stopped, (_, behind) -> behind + 1) != null) {
            return;
        }
        try {
            tables.apply(projection.projectFrom(readable, change));
        } catch (UnfitItemException | IllegalArgumentException refused) {
            waiting.put(stopped, 0);
            refusals.add(new Refusal(projection.name(), change.id(), String.valueOf(refused.getMessage()), 0));
        }
    }

    public InMemoryTables tables() {
        return tables;
    }

    /** How many of the changes some projection wanted to see. */
    public int projected() {
        return projected;
    }

    /** What could not be projected, in the order of the changes. */
    public List<Refusal> refusals() {
        return refusals.stream().map(this::counted).toList();
    }

    private Refusal counted(Refusal refusal) {
        Stopped stopped = new Stopped(refusal.projection(), refusal.change().item());
        return new Refusal(refusal.projection(), refusal.change(), refusal.reason(), waiting.getOrDefault(stopped, 0));
    }
}
