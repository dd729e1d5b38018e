package dev.afterimage.undo;

import dev.afterimage.audit.AuditSummary;
import dev.afterimage.change.ChangeId;
import dev.afterimage.history.AuditQuery;
import dev.afterimage.history.AuditSearch;
import dev.afterimage.history.ReadCost;
import dev.afterimage.history.SearchPage;
import dev.afterimage.history.Target;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.pipeline.StopSignal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at every item that a search finds, and plans what would put it back. For one survey. */
public final class Surveyor {
    /** An undo of more is cut in several by its time. */
    public static final int MOST_ITEMS = 10_000;

    private static final int PAGE = 200;
    private static final int MOST_OBSTACLES = 100;

    private final AuditSearch log;
    private final UndoPlanner planner;
    private final StopSignal stop;
    private final Set<String> seen = new HashSet<>();
    private final List<FoundItem> items = new ArrayList<>();
    private final List<UndoPlan.Impossible> obstacles = new ArrayList<>();
    private int same;
    private int impossible;
    private ReadCost cost = ReadCost.NONE;

    /** Is told what is found. */
    @FunctionalInterface
    public interface Listener {
        /** There is this so far; told after each page of the log. */
        void soFar(Survey survey);

        /** An item was looked at. */
        default void planned(UndoPlan plan) {}
    }

    public Surveyor(AuditSearch log, UndoPlanner planner, StopSignal stop) {
        this.log = log;
        this.planner = planner;
        this.stop = stop;
    }

    public Survey survey(AuditQuery query, Target target, Listener listener) {
        PageRequest request = PageRequest.newest(PAGE);
        while (true) {
            SearchPage<AuditSummary> page = log.byTime(query, request);
            cost = cost.plus(page.cost());
            for (AuditSummary summary : page.entries()) {
                if (stop.raised()) {
                    return survey(Survey.End.STOPPED);
                }
                if (seen.size() == MOST_ITEMS && !seen.contains(summary.id().item())) {
                    return survey(Survey.End.TOO_MANY);
                }
                look(summary.id(), target).ifPresent(listener::planned);
            }
            if (stop.raised()) {
                return survey(Survey.End.STOPPED);
            }
            if (!page.more() || page.end().isEmpty()) {
                return survey(Survey.End.ALL_SEEN);
            }
            listener.soFar(survey(Survey.End.UNDER_WAY));
            request = PageRequest.newest(PAGE).after(page.end().get());
        }
    }

    /** The plan for the item of a change; empty where it was there before. */
    private Optional<UndoPlan> look(ChangeId id, Target target) {
        if (!seen.add(id.item())) {
            return Optional.empty();
        }
        UndoPlan plan = planner.plan(id.table(), id.key(), target);
        cost = cost.plus(plan.cost());
        switch (plan) {
            case UndoPlan.Ready ready -> items.add(ready.item());
            case UndoPlan.Same unchanged -> same++;
            case UndoPlan.Impossible obstacle -> {
                impossible++;
                if (obstacles.size() < MOST_OBSTACLES) {
                    obstacles.add(obstacle);
                }
            }
        }
        return Optional.of(plan);
    }

    private Survey survey(Survey.End end) {
        return new Survey(end, items, same, obstacles, impossible, cost);
    }
}
