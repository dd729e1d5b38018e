package dev.afterimage.feed;

import java.time.Instant;

/**
 * What a recorder has said of itself. Immutable; its methods are the moves.
 *
 * @param revision counts what it has said; 0 is one that has said nothing and is not stored
 * @param low whatever it records from now on is not earlier; where it has ended, nothing it has recorded is later
 * @param ended that it records nothing before it has said so again
 */
public record Recording(RecorderId id, long revision, Instant low, boolean ended) {
    /** A recorder that has said nothing. */
    static Recording none(RecorderId id) {
        return new Recording(id, 0, Instant.EPOCH, true);
    }

    public boolean stored() {
        return revision > 0;
    }

    Recording from(Instant low) {
        return new Recording(id, revision + 1, low, false);
    }

    Recording end(Instant last) {
        return new Recording(id, revision + 1, last, true);
    }
}
