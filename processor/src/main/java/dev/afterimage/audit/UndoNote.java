package dev.afterimage.audit;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.time.Instant;
import java.util.Optional;

/**
 * What the audit log holds of an operator who put an item back. It is written before the item is, so that one without an
 * outcome tells of an undo that may or may not have happened.
 *
 * @param at when the operator asked
 * @param change after which the item was as it was to become; empty where it was so before the first of all
 * @param image the fingerprint of what it was to become
 * @param detail what more there is to say of the outcome
 */
public record UndoNote(
        TableName table,
        ItemKey key,
        Instant at,
        String operator,
        Optional<String> reason,
        Optional<SequenceNumber> change,
        String image,
        Outcome outcome,
        Optional<String> detail) {
    /** What became of it. */
    public enum Outcome {
        /** It was begun; how it ended, nobody has noted. */
        BEGUN,
        DONE,
        /** Nothing was written: the item had changed since the operator looked. */
        CHANGED,
        /** Nothing was written. */
        FAILED
    }

    public UndoNote ended(Outcome end, Optional<String> why) {
        return new UndoNote(table, key, at, operator, reason, change, image, end, why);
    }
}
