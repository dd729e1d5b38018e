package dev.afterimage.feed;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.Committer;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.Positions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes commits impossible that were prepared and may still be on their way, from whomever: it moves the revision of lanes
 * by an empty commit, and equality does the rest. A lane that is alive finds its next commit stale and goes on. Thread-safe.
 */
public final class Fence {
    private final Positions positions;
    private final Committer door;
    private final InstantSource clock;

    public Fence(Positions positions, Committer door, InstantSource clock) {
        this.positions = positions;
        this.door = door;
        this.clock = clock;
    }

    /**
     * Fences every lane. Where nothing that was prepared before can take effect any more, it answers when the last of all
     * that has was committed; else empty.
     */
    Optional<Instant> around() {
        List<Position> before = positions.all();
        if (!before.stream().filter(position -> !position.closed()).allMatch(this::before)) {
            return Optional.empty();
        }
        return Stream.concat(before.stream(), positions.all().stream())
                .flatMap(position -> position.committedAt().stream())
                .max(Instant::compareTo)
                .or(() -> Optional.of(Instant.EPOCH));
    }

    /** Fences one lane, in the same way. */
    boolean around(Lane lane) {
        Position position = positions.of(lane);
        return position.closed() || before(position);
    }

    /** If the position has moved meanwhile, whatever started from it is stale just the same. */
    private boolean before(Position position) {
        CommitPlan empty = CommitPlan.fencing(position, clock.instant());
        return switch (door.commit(empty)) {
            case CommitOutcome.Applied _, CommitOutcome.Stale _ -> true;
            case CommitOutcome.Contended _,
                    CommitOutcome.Throttled _,
                    CommitOutcome.Unanswered _,
                    CommitOutcome.Unable _,
                    CommitOutcome.Rejected _ -> false;
        };
    }
}
