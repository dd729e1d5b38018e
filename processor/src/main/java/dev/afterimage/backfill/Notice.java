package dev.afterimage.backfill;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.Committer;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.Positions;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/**
 * Lets every lane of a table learn what was written down before: its stored position moves on by an empty commit, so that
 * its next one is stale, and it reads anew. A lane of which nothing is stored reads only after it has stored its position,
 * so it learns of it by itself.
 *
 * <p>A position that has moved meanwhile is no proof: whoever moved it may have read before. So it goes on until a commit of
 * its own has taken effect.
 */
record Notice(Positions positions, Committer door, InstantSource clock) {
    /** Answers whether every lane will have learnt of it before its next change. */
    boolean to(TableName table) {
        return known(table).stream().allMatch(this::to);
    }

    /**
     * Closes the lanes of readings, so that none that hangs can load anything any more; answers whether all are closed. Without
     * it a worker that was away for long would load once more what is fenced no longer.
     */
    boolean end(Collection<Segment> segments) {
        return segments.stream().map(Segment::lane).allMatch(this::close);
    }

    private boolean close(Lane lane) {
        Position position = positions.of(lane);
        return position.closed()
                || (door.commit(CommitPlan.closing(position, clock.instant())) instanceof CommitOutcome.Applied);
    }

    /** The stored positions of a table's lanes that may still apply changes. */
    private List<Position> known(TableName table) {
        return positions.all().stream()
                .filter(position -> position.lane().table().equals(table))
                .filter(position -> !position.lane().isInternal() && !position.closed() && position.parts() == 1)
                .toList();
    }

    private boolean to(Position known) {
        Position position = known;
        boolean stale = true;
        while (stale && !position.closed()) {
            CommitOutcome outcome = door.commit(CommitPlan.fencing(position, clock.instant()));
            if (outcome instanceof CommitOutcome.Applied) {
                return true;
            }
            stale = outcome instanceof CommitOutcome.Stale;
            position = positions.of(position.lane());
        }
        return position.closed();
    }
}
