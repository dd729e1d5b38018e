package dev.afterimage.pipeline;

import dev.afterimage.change.Change;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.lane.Position;
import java.util.Collection;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/** The changes of a batch that are still to be applied, in order and each once. For one thread. */
final class Backlog {
    private final List<Change> changes;
    private int repeated;
    private int next;

    Backlog(Collection<Change> batch) {
        changes = List.copyOf(inOrder(batch) ? batch : ordered(batch));
        repeated = batch.size() - changes.size();
    }

    boolean isEmpty() {
        return next == changes.size();
    }

    List<Change> rest() {
        return changes.subList(next, changes.size());
    }

    /** The next so many have been applied from here. */
    void applied(int count) {
        next += count;
    }

    /** Drops the changes that the position covers and the repetitions within the batch; answers how many. */
    int dropApplied(Position position) {
        int dropped = repeated;
        repeated = 0;
        while (!isEmpty() && position.covers(changes.get(next).sequence())) {
            next++;
            dropped++;
        }
        return dropped;
    }

    private static boolean inOrder(Collection<Change> batch) {
        SequenceNumber last = null;
        for (Change change : batch) {
            if (last != null && change.sequence().compareTo(last) <= 0) {
                return false;
            }
            last = change.sequence();
        }
        return true;
    }

    private static Collection<Change> ordered(Collection<Change> batch) {
        SequencedMap<SequenceNumber, Change> ordered = new TreeMap<>();
        batch.forEach(change -> ordered.putIfAbsent(change.sequence(), change));
        return ordered.values();
    }
}
