package dev.afterimage.rebuild;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditEntry.Operation;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.change.Change;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The changes of an item as a version is to be shown them: those of the audit log, in order. A baseline of an item that the
 * version knows already is shown as the way from the one image to the other. For one thread.
 */
final class History implements Iterator<Change> {
    private final Iterator<AuditRecord> records;
    private final Optional<Supplier<Optional<Item>>> begin;
    private boolean begun;
    private Optional<Item> last = Optional.empty();
    private Optional<Change> next = Optional.empty();
    private Optional<String> trouble = Optional.empty();

    /**
     * A history.
     *
     * @param records from the first that is missing on
     * @param begin what the item was before that, to be asked where it must be known; empty where nothing was before
     */
    History(Iterator<AuditRecord> records, Optional<Supplier<Optional<Item>>> begin) {
        this.records = records;
        this.begin = begin;
    }

    @Override
    public boolean hasNext() {
        if (next.isEmpty() && trouble.isEmpty() && records.hasNext()) {
            look(records.next());
        }
        return next.isPresent();
    }

    @Override
    public Change next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Change change = next.orElseThrow();
        next = Optional.empty();
        return change;
    }

    /** Why it ends before its end, for people; empty where it does not, as far as it was looked at. */
    Optional<String> trouble() {
        return trouble;
    }

    private void look(AuditRecord record) {
        switch (record) {
            case AuditRecord.Damaged damaged ->
                trouble = Optional.of(
                        "entry " + damaged.sequence() + " of the audit log is damaged: " + damaged.reason());
            case AuditRecord.Whole whole -> {
                trouble = broken(whole.entry());
                if (trouble.isEmpty()) {
                    next = Optional.of(shown(whole.entry().change()));
                    begun = true;
                    last = whole.entry().change().after();
                }
            }
        }
    }

    private Optional<String> broken(AuditEntry entry) {
        Change change = entry.change();
        if (entry.operation() == Operation.LOAD) {
            return Optional.empty();
        }
        if (!begun) {
            return begin.isEmpty() && change.before().isPresent()
                    ? Optional.of("its first entry in the audit log, " + digits(change.sequence())
                            + ", changes an item that was there before: its beginning is not, or no more, in the log")
                    : Optional.empty();
        }
        return last.equals(change.before())
                ? Optional.empty()
                : Optional.of("entry " + digits(change.sequence())
                        + " of the audit log does not go on where the one before ended: 'audit verify' tells more");
    }

    private Change shown(Change change) {
        if (!(change instanceof Change.Loaded loaded)) {
            return change;
        }
        Optional<Item> before = begun ? last : begin.flatMap(Supplier::get);
        return before.<Change>map(
                        image -> new Change.Modified(loaded.id(), loaded.changedAt(), image, loaded.newImage()))
                .orElse(loaded);
    }

    private static String digits(SequenceNumber sequence) {
        return sequence.digits();
    }
}
