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
import java.util.Set;
import java.util.function.Consumer;

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

    public Surveyor(AuditSearch log, UndoPlanner planner, StopSignal stop) {
        this.log = log;
        this.planner = planner;
        this.stop = stop;
    }

    /**
     * Surveys.
     *
     * @param progress is told what there is so far, now and then
     */
    public Survey survey(AuditQuery query, Target target, Consumer<Survey> progress) {
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
                look(summary.id(), target);
            }
            if (stop.raised()) {
                return survey(Survey.End.STOPPED);
            }
            if (!page.more() || page.end().isEmpty()) {
                return survey(Survey.End.ALL_SEEN);
            }
            progress.accept(survey(Survey.End.UNDER_WAY));
            request = PageRequest.newest(PAGE).after(page.end().get());
        }
    }

    private void look(ChangeId id, Target target) {
        if (!seen.add(id.item())) {
            return;
        }
        UndoPlan plan = planner.plan(id.table(), id.key(), target);
        cost = cost.plus(plan.cost());
        switch (plan) {
            case UndoPlan.Ready ready -> items.add(found(ready.putBack()));
            case UndoPlan.Same unchanged -> same++;
            case UndoPlan.Impossible obstacle -> {
                impossible++;
                if (obstacles.size() < MOST_OBSTACLES) {
                    obstacles.add(obstacle);
                }
            }
        }
    }

    private static FoundItem found(PutBack putBack) {
        return new FoundItem(putBack.table(), putBack.key(), putBack.fingerprint(), putBack.writeUnits());
    }

    private Survey survey(Survey.End end) {
        return new Survey(end, items, same, obstacles, impossible, cost);
    }
}
