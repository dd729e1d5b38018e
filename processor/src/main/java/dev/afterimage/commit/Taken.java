package dev.afterimage.commit;

import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitPlan.ParkedNotice;
import dev.afterimage.lane.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The changes that one plan applies whole, and what goes before them. For one thread. */
final class Taken {
    private final Draft draft;
    private final Position from;
    private final List<Change> changes = new ArrayList<>();
    private final List<CommitPlan.Lead> leads = new ArrayList<>();
    private final List<ParkedNotice> parked = new ArrayList<>();

    Taken(Draft draft, Position from) {
        this.draft = draft;
        this.from = from;
    }

    boolean isEmpty() {
        return size() == 0;
    }

    int size() {
        return changes.size() + leads.size();
    }

    /**
     * Takes a change whole, or answers false. A lead is never divided, so the first is taken whatever its size; and nothing
     * follows a lead while a change is applied in part, since the rest of that is to be cut by itself.
     */
    boolean take(ProjectedChange projected) {
        if (!isEmpty() && from.split().isPresent()) {
            return false;
        }
        if (!(projected.isLead() ? draft.takeWhole(projected) : draft.take(projected))) {
            return false;
        }
        Change change = projected.change();
        projected
                .leads()
                .ifPresentOrElse(led -> leads.add(new CommitPlan.Lead(change, led)), () -> changes.add(change));
        parked.addAll(Plans.notices(change, projected.parked()));
        return true;
    }

    /** Leads alone move the position by its revision only. */
    CommitPlan plan(Instant at) {
        Position to = changes.isEmpty() ? from.fenced(at) : from.after(changes.getLast(), changes.size(), at);
        return new CommitPlan(from, to, draft.writes(), draft.marks(), draft.expected(), changes, parked, leads);
    }
}
