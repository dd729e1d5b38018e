package dev.afterimage.console.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Somebody who watches: the newest changes that were not fetched yet, and how many older ones gave way. Thread-safe. */
final class Watch implements AutoCloseable {
    static final int MOST_KEPT = 50;

    private final Consumer<Watch> onClose;
    private final Deque<LiveChange> changes = new ArrayDeque<>();
    private long missed;

    Watch(Consumer<Watch> onClose) {
        this.onClose = onClose;
    }

    /**
     * Some changes.
     *
     * @param changes in the order in which they were applied
     * @param missed how many were applied before them and are not shown
     */
    record Batch(List<LiveChange> changes, long missed) {
        boolean isEmpty() {
            return changes.isEmpty() && missed == 0;
        }
    }

    synchronized void offer(LiveChange change) {
        if (changes.size() == MOST_KEPT) {
            changes.removeFirst();
            missed++;
        }
        changes.addLast(change);
    }

    /** What has come since the last time. */
    synchronized Batch take() {
        Batch batch = new Batch(new ArrayList<>(changes), missed);
        changes.clear();
        missed = 0;
        return batch;
    }

    @Override
    public void close() {
        onClose.accept(this);
    }
}
