package dev.afterimage.commit;

/**
 * The one door: whatever is derived, audited or expired is written here, together with what guards it, a lane's
 * position above all, in one transaction. Thread-safe. It answers and does not throw, but for bugs.
 */
public interface Committer {
    CommitOutcome commit(Transaction transaction);
}
