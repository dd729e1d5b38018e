package dev.afterimage.declared;

import dev.afterimage.projection.RowKey;
import java.util.Optional;

/** What an item brings to a ranking before a change and after it. */
record Succession(Optional<Member> before, Optional<Member> after) {
    boolean changesNothing() {
        return before.equals(after);
    }

    /** Who leaves its place. */
    Optional<Member> gone() {
        return before.filter(
                left -> after.filter(come -> come.key().equals(left.key())).isEmpty());
    }

    /** Who comes, or becomes another in its place, where nobody leaves the same row. */
    Optional<Member> joining() {
        return after.filter(come -> !goneFrom(come.of()));
    }

    /** Who comes to a row that somebody leaves. */
    Optional<Member> staying() {
        return after.filter(come -> goneFrom(come.of()));
    }

    private boolean goneFrom(RowKey row) {
        return gone().filter(left -> left.of().equals(row)).isPresent();
    }
}
