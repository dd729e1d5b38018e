package dev.afterimage.version;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.Guard;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.projection.Write;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Stands between an item and a version of a projection that does not have all of the item's changes. As long as it is open,
 * lanes leave the item's changes to whoever closes it, and move its revision on in the transaction that writes their audit
 * entry: so whoever closes it has read every entry. Immutable; its methods are the moves.
 *
 * @param revision 0 where none is stored
 * @param open whether the version lacks changes of the item
 * @param missing the first change that it lacks; empty for the first that there is
 * @param applied how many writes of that change are applied
 * @param trouble why it could not be closed, for people
 */
public record Fence(
        FenceId id,
        long revision,
        boolean open,
        Optional<SequenceNumber> missing,
        int applied,
        Optional<String> trouble) {
    /** No fence. */
    public static Fence none(FenceId id) {
        return new Fence(id, 0, false, Optional.empty(), 0, Optional.empty());
    }

    public boolean stored() {
        return revision > 0;
    }

    /** After a change that is left out of the version, the first of the item for all that is known. */
    public Fence opened(Optional<SequenceNumber> first) {
        return new Fence(id, revision + 1, true, first, 0, Optional.empty());
    }

    /** After another change that is left out. */
    public Fence passed() {
        return new Fence(id, revision + 1, open, missing, applied, trouble);
    }

    /** With all applied before this change, and so many writes of it. */
    public Fence at(SequenceNumber next, int writes) {
        return new Fence(id, revision + 1, true, Optional.of(next), writes, Optional.empty());
    }

    /** With nothing missing. */
    public Fence closed() {
        return new Fence(id, revision + 1, false, Optional.empty(), 0, Optional.empty());
    }

    /** As it was, with why it could not be closed. */
    public Fence troubled(String reason) {
        return new Fence(id, revision + 1, true, missing, applied, Optional.of(reason));
    }

    /** Stores it where the one before is stored. */
    public GuardedWrite put() {
        return new GuardedWrite(FenceRows.put(this), stands(revision - 1));
    }

    /** Takes it away where it is stored as it is here. */
    public GuardedWrite delete() {
        return new GuardedWrite(Write.delete(FenceRows.key(id)), stands(revision));
    }

    private static Guard stands(long revision) {
        return revision == 0
                ? new Guard.Absent(FenceRows.REVISION)
                : new Guard.Equal(FenceRows.REVISION, AttributeValue.fromN(Long.toString(revision)));
    }
}
