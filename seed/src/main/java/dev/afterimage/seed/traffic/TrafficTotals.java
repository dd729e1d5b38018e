package dev.afterimage.seed.traffic;

import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the traffic does. Thread-safe. */
public final class TrafficTotals implements TrafficListener {
    private final Map<Action, Tally> actions = new ConcurrentHashMap<>();
    private final Map<TableName, LongAdder> writes = new ConcurrentHashMap<>();

    @Override
    public void acknowledged(TableName table, ItemKey key, Instant at) {
        writes.computeIfAbsent(table, none -> new LongAdder()).increment();
    }

    @Override
    public void completed(Action action, Outcome outcome, int conflicts, Duration took) {
        actions.computeIfAbsent(action, none -> new Tally()).add(outcome, conflicts, took);
    }

    /** What was counted so far, for each action that came. */
    public Map<Action, ActionTotal> byAction() {
        Map<Action, ActionTotal> totals = new EnumMap<>(Action.class);
        actions.forEach((action, tally) -> totals.put(action, tally.total()));
        return totals;
    }

    /** The items written so far, by table. */
    public SortedMap<TableName, Long> writes() {
        SortedMap<TableName, Long> totals = new TreeMap<>();
        writes.forEach((table, count) -> totals.put(table, count.sum()));
        return totals;
    }

    /** All actions together. */
    public ActionTotal sum() {
        return byAction().values().stream().reduce(ActionTotal.NONE, ActionTotal::plus);
    }

    /**
     * What was counted of an action.
     *
     * @param took all of its time together
     */
    public record ActionTotal(long done, long missed, long conflicts, Duration took, Duration longest) {
        static final ActionTotal NONE = new ActionTotal(0, 0, 0, Duration.ZERO, Duration.ZERO);

        public long count() {
            return done + missed;
        }

        public Duration mean() {
            return count() == 0 ? Duration.ZERO : took.dividedBy(count());
        }

        ActionTotal plus(ActionTotal other) {
            return new ActionTotal(
                    done + other.done,
                    missed + other.missed,
                    conflicts + other.conflicts,
                    took.plus(other.took),
                    longest.compareTo(other.longest) > 0 ? longest : other.longest);
        }
    }

    private static final class Tally {
        private final LongAdder done = new LongAdder();
        private final LongAdder missed = new LongAdder();
        private final LongAdder conflicts = new LongAdder();
        private final LongAdder nanos = new LongAdder();
        private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

        void add(Outcome outcome, int conflicted, Duration took) {
            (outcome == Outcome.DONE ? done : missed).increment();
            conflicts.add(conflicted);
            nanos.add(took.toNanos());
            longest.accumulate(took.toNanos());
        }

        ActionTotal total() {
            return new ActionTotal(
                    done.sum(),
                    missed.sum(),
                    conflicts.sum(),
                    Duration.ofNanos(nanos.sum()),
                    Duration.ofNanos(longest.get()));
        }
    }
}
