package dev.afterimage.due;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.expiry.DueItem;
import dev.afterimage.expiry.DueRows;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.FeedRows;
import dev.afterimage.item.Item;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.projection.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells of what is due in one queue: in one transaction each item's row goes and its event comes, so each is told of once,
 * whoever else is at it. What is told is what the source table says at that moment: an item that is gone or has another time
 * to live by now is not told of, also where its change has not been read from the stream yet. Thread-safe.
 *
 * <p>Each queue has a position of its own, as a lane has one, and so can be fenced like a lane.
 */
final class Announcer {
    /** How many items one look takes. */
    static final int MOST = 40;

    /** What one transaction takes beside the position; a little below DynamoDB's limits. */
    private static final int ACTIONS = 99;

    private static final int BYTES = 3_500_000;

    private final OnTime.Parts parts;
    private final String queue;
    private final Lane lane;

    Announcer(OnTime.Parts parts, String queue) {
        this.parts = parts;
        this.queue = queue;
        this.lane = new Lane(FeedRows.TABLE.name(), new ShardId(Lane.INTERNAL + queue));
    }

    /** Tells of what is due by now; a {@link DueFailure} where nothing could be told. */
    Announced announce() {
        Instant now = parts.clock().instant();
        List<DueItem> due = parts.queues().head(queue, now, MOST);
        if (due.isEmpty()) {
            return Announced.NOTHING;
        }
        Position position = parts.positions().of(lane);
        Draft draft = new Draft();
        for (Map.Entry<DueItem, Optional<Item>> entry : parts.items().read(due).entrySet()) {
            if (!draft.take(entry.getKey(), event(entry.getKey(), entry.getValue(), now))) {
                break;
            }
        }
        if (draft.marks.isEmpty()) {
            throw new DueFailure("of the items that are due none can be read at present");
        }
        boolean more = due.size() == MOST || draft.marks.size() < due.size();
        return commit(draft.plan(position, now), draft.told, more);
    }

    private Optional<ExpiryEvent> event(DueItem item, Optional<Item> image, Instant now) {
        return parts.dueRows()
                .due(item, image, now)
                .filter(item.due()::equals)
                .flatMap(due -> image.map(whole -> new ExpiryEvent.Due(item.id(), whole, due, now)));
    }

    /** A stale plan means that an item has changed, or that another tells of it. */
    private Announced commit(CommitPlan plan, int told, boolean more) {
        return switch (parts.committer().commit(plan)) {
            case CommitOutcome.Applied _ -> new Announced(told, more);
            case CommitOutcome.Stale _ -> new Announced(0, true);
            case CommitOutcome.Contended contended -> throw new DueFailure(contended.detail());
            case CommitOutcome.Throttled throttled -> throw new DueFailure(throttled.detail());
            case CommitOutcome.Unanswered unanswered -> throw new DueFailure(unanswered.detail());
            case CommitOutcome.Unable unable -> throw new DueFailure(unable.detail());
            case CommitOutcome.Rejected rejected -> throw new DueFailure(rejected.detail());
        };
    }

    /** The next transaction in the making. */
    private final class Draft {
        private final List<GuardedWrite> marks = new ArrayList<>();
        private final List<Write> writes = new ArrayList<>();
        private int bytes;
        private int told;

        /** Takes an item with its event, or answers false where there is no more room. */
        boolean take(DueItem item, Optional<ExpiryEvent> event) {
            List<Write> rows = event.map(parts.expiryRows()::encode).orElse(List.of());
            int size = rows.stream().mapToInt(Write::size).sum();
            if (marks.size() + writes.size() + rows.size() + 1 > ACTIONS || bytes + size > BYTES) {
                return false;
            }
            marks.add(DueRows.remove(item));
            writes.addAll(rows);
            bytes += size;
            told += event.isPresent() ? 1 : 0;
            return true;
        }

        CommitPlan plan(Position from, Instant at) {
            return new CommitPlan(from, from.fenced(at), writes, marks, List.of(), List.of());
        }
    }
}
