package dev.afterimage.simulation;

import dev.afterimage.change.Change;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Runs of changes that streams never show. Immutable. */
record LostChanges(Set<Change> all, int gaps) {
    private static final int LONGEST = 6;

    LostChanges {
        all = Set.copyOf(all);
    }

    /** Most shards of the things lose something. */
    static LostChanges of(SimulatedStream stream, Random random) {
        Set<Change> lost = new HashSet<>();
        List<SimulatedStream.Shard> shards = stream.shards().stream()
                .filter(shard -> shard.lane().table().equals(SimulatedStream.THINGS))
                .filter(shard -> !shard.changes().isEmpty())
                .toList();
        for (SimulatedStream.Shard shard : shards) {
            for (int runs = random.nextInt(3); runs > 0; runs--) {
                int first = random.nextInt(shard.changes().size());
                int end = Math.min(shard.changes().size(), first + 1 + random.nextInt(LONGEST));
                lost.addAll(shard.changes().subList(first, end));
            }
        }
        int gaps = shards.stream().mapToInt(shard -> gaps(shard, lost)).sum();
        return new LostChanges(lost, gaps);
    }

    private static int gaps(SimulatedStream.Shard shard, Set<Change> lost) {
        int gaps = 0;
        boolean inside = false;
        for (Change change : shard.changes()) {
            gaps += lost.contains(change) && !inside ? 1 : 0;
            inside = lost.contains(change);
        }
        return gaps;
    }

    boolean isLost(Change change) {
        return all.contains(change);
    }

    /** Whether a gap begins with this change of the shard. */
    boolean begins(SimulatedStream.Shard shard, int index) {
        return isLost(shard.changes().get(index))
                && (index == 0 || !isLost(shard.changes().get(index - 1)));
    }

    /** Where the next change stands that is shown, from one on. */
    int behind(SimulatedStream.Shard shard, int from) {
        int behind = from;
        while (behind < shard.changes().size() && isLost(shard.changes().get(behind))) {
            behind++;
        }
        return behind;
    }

    /** How far the changes from one on are shown, without a gap between. */
    int before(SimulatedStream.Shard shard, int from, int to) {
        int end = from;
        while (end < to && !isLost(shard.changes().get(end))) {
            end++;
        }
        return end;
    }
}
