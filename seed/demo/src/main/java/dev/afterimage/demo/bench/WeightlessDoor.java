package dev.afterimage.demo.bench;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.Transaction;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.Positions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A door that keeps nothing but positions, and takes no time: what is left is the worker, and how far away the door is. */
final class WeightlessDoor implements Committer, Positions {
    private final Map<Lane, Position> positions = new ConcurrentHashMap<>();

    @Override
    public synchronized CommitOutcome commit(Transaction transaction) {
        if (!(transaction instanceof CommitPlan plan)) {
            return new CommitOutcome.Unable("nothing is parked here");
        }
        Lane lane = plan.to().lane();
        if (of(lane).revision() != plan.from().revision()) {
            return new CommitOutcome.Stale();
        }
        positions.put(lane, plan.to());
        return new CommitOutcome.Applied(0);
    }

    @Override
    public Position of(Lane lane) {
        return positions.getOrDefault(lane, Position.start(lane));
    }

    @Override
    public List<Position> all() {
        return positions.values().stream()
                .sorted(Comparator.comparing(Position::lane))
                .toList();
    }
}
