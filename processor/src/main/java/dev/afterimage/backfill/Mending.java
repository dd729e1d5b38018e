package dev.afterimage.backfill;

import dev.afterimage.audit.AuditEntry.Operation;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps that put right what projections were shown of one item, and with it the audit log. Each is shown like a change
 * and has an entry of its own. Those at the end of the log lead on from what the last entry left; one that is missing
 * further back, where an entry does not begin with what the one before left, is put in between. To show it there,
 * projections are first led back to where that entry began. For one use.
 */
final class Mending {
    private static final SequenceNumber BEFORE_ALL = SequenceNumber.of("0");

    private final TableName table;
    private final ItemKey key;
    private final Instant at;
    private final boolean fromFirst;
    private final List<Change> log;
    private final List<Change> steps = new ArrayList<>();

    private Mending(TableName table, ItemKey key, Instant at, Remembered remembered) {
        this.table = table;
        this.key = key;
        this.at = at;
        this.fromFirst = remembered.fromFirst();
        this.log = new ArrayList<>(remembered.changes());
    }

    /**
     * The steps, in the order in which they are to be shown; none where all is right.
     *
     * @param of the item, and when it was as it is to be
     * @param wanted what the item is to be in the end; empty where it is not there
     */
    static List<Change> steps(Change of, Remembered remembered, Optional<Item> wanted) {
        Mending mending = new Mending(of.table(), of.key(), of.changedAt(), remembered);
        for (int hole = mending.hole(); hole >= 0; hole = mending.hole()) {
            mending.fill(hole);
        }
        mending.lead(wanted);
        return mending.steps;
    }

    /** The first entry that does not begin with what the one before left; -1 where there is none. */
    private int hole() {
        for (int i = fromFirst ? 0 : 1; i < log.size(); i++) {
            Change change = log.get(i);
            if (Operation.of(change) != Operation.LOAD && !change.before().equals(left(i))) {
                return i;
            }
        }
        return -1;
    }

    private void fill(int hole) {
        Change behind = log.get(hole);
        lead(behind.before());
        SequenceNumber place = place(hole);
        if (place.compareTo(behind.sequence()) >= 0) {
            throw new IllegalStateException(behind.id() + " does not begin with what the audit entry before it left,"
                    + " and nothing can be put in between: restore what is missing there");
        }
        Change step = step(place, behind.changedAt(), left(hole), behind.before());
        steps.add(step);
        log.add(hole, step);
    }

    /** Goes on from what the last entry left. */
    private void lead(Optional<Item> to) {
        Optional<Item> from = left(log.size());
        if (!from.equals(to)) {
            Change step = step(place(log.size()), at, from, to);
            steps.add(step);
            log.add(step);
        }
    }

    private SequenceNumber place(int index) {
        return (index == 0 ? BEFORE_ALL : log.get(index - 1).sequence()).nextBetween();
    }

    /** What the entry before this place left. */
    private Optional<Item> left(int index) {
        return index == 0 ? Optional.empty() : log.get(index - 1).after();
    }

    private Change step(SequenceNumber place, Instant time, Optional<Item> from, Optional<Item> to) {
        ChangeId id = new ChangeId(table, key, place);
        if (to.isEmpty()) {
            return new Change.Removed(id, time, from.orElseThrow());
        }
        return from.<Change>map(image -> new Change.Modified(id, time, image, to.get()))
                .orElseGet(() -> new Change.Inserted(id, time, to.get()));
    }
}
