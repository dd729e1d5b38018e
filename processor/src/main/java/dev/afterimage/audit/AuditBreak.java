package dev.afterimage.audit;

/**
 * Where the audit log contradicts itself.
 *
 * @param item the item's name in the log
 * @param after the sequence number of the entry before; empty text for none
 * @param sequence the sequence number of the entry that does not follow from it, or is damaged
 */
public record AuditBreak(String item, String after, String sequence, String reason) {
    @Override
    public String toString() {
        return "item " + item + ", entry " + sequence + (after.isEmpty() ? "" : " after entry " + after) + ": "
                + reason;
    }
}
