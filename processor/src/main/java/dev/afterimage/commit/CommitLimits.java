package dev.afterimage.commit;

/**
 * What one transaction can take.
 *
 * @param actions DynamoDB's limit is 100 (API reference, {@code TransactWriteItems})
 * @param bytes DynamoDB's limit is 4 MB for all items together
 * @param changes how many changes may share a plan
 */
public record CommitLimits(int actions, int bytes, int changes) {
    /** A little below DynamoDB's limit in bytes, since an update counts the whole item and we know but our part of it. */
    public static final CommitLimits DYNAMODB = new CommitLimits(100, 3_500_000, Integer.MAX_VALUE);

    /**
     * A parked change, its marker, a note and the position that moves past it are never written apart. Where they have more
     * rows, or more bytes than the limit, they go alone; at DynamoDB's limits there is always room.
     */
    public static final int FEWEST_ACTIONS = 4;

    public CommitLimits {
        if (actions < FEWEST_ACTIONS || bytes < 1 || changes < 1) {
            throw new IllegalArgumentException("a plan needs room for " + FEWEST_ACTIONS + " actions and one change");
        }
    }

    /** The same, with at most so many changes in a plan. */
    public CommitLimits atMost(int changes) {
        return new CommitLimits(actions, bytes, changes);
    }
}
