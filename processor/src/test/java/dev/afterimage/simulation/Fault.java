package dev.afterimage.simulation;

import java.util.List;

/** What may go wrong, or be done by people, while changes are applied. */
enum Fault {
    CRASH_BEFORE_COMMIT,
    CRASH_AFTER_COMMIT_BEFORE_CHECKPOINT,
    /** It took effect, but the answer is lost. */
    TIMEOUT_AFTER_SUCCESS,
    /** It took no effect, and the answer does not tell: a 500, or a request that was lost. */
    SERVER_ERROR,
    /** There is no answer, and it takes effect later, if it then still can. */
    DELAYED_COMMIT,
    CONTENTION,
    THROTTLING,
    TABLE_GONE,
    /** DynamoDB refuses the plan, and takes it the next time; it may be parked by then. */
    PASSING_REFUSAL,
    /** The position cannot be read, or what is parked. */
    UNREADABLE_POSITION,
    BUG_BEFORE_COMMIT,
    BUG_AFTER_COMMIT,
    /** The worker is told to stop, does, and starts again; or the operator is. */
    GRACEFUL_STOP,
    /** The same records come again within one batch. */
    REPEATED_RECORDS,
    /** Another worker takes the lease, and the one that had it does not know it for a while. */
    LEASE_THEFT,
    /** A projection cannot take some changes, or DynamoDB what it writes for them, until somebody mends it. */
    POISONED_CHANGE,
    /** An operator works while the lanes run, and not only when they have ended. */
    EARLY_OPERATOR,
    /** Two operators work at once. */
    SECOND_OPERATOR,
    OPERATOR_CRASH_BEFORE_COMMIT,
    OPERATOR_CRASH_AFTER_COMMIT,
    /** An operator gives up a change, for one projection. */
    DISCARD,
    /** Not many items may wait before a lane halts. */
    SMALL_PARKING_LOT,
    SHARD_SPLIT,
    SHARD_MERGE,
    SHARD_ROLL_OVER;

    /** With nothing else than these, no lane may ever halt. */
    static final List<Fault> NOT_HALTING = List.of(
            CRASH_BEFORE_COMMIT,
            CRASH_AFTER_COMMIT_BEFORE_CHECKPOINT,
            TIMEOUT_AFTER_SUCCESS,
            SERVER_ERROR,
            DELAYED_COMMIT,
            CONTENTION,
            THROTTLING,
            GRACEFUL_STOP,
            REPEATED_RECORDS,
            LEASE_THEFT,
            POISONED_CHANGE,
            EARLY_OPERATOR,
            SECOND_OPERATOR,
            OPERATOR_CRASH_BEFORE_COMMIT,
            OPERATOR_CRASH_AFTER_COMMIT,
            DISCARD,
            SHARD_SPLIT,
            SHARD_MERGE,
            SHARD_ROLL_OVER);
}
