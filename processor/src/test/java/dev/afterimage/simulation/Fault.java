package dev.afterimage.simulation;

/** What may go wrong around a commit. */
enum Fault {
    CRASH_BEFORE_COMMIT,
    CRASH_AFTER_COMMIT_BEFORE_CHECKPOINT,
    /** It took effect, but the answer is lost. */
    AMBIGUOUS_COMMIT,
    /** It took no effect, and there is no answer. */
    LOST_REQUEST,
    /** There is no answer, and it takes effect later, if it then still can. */
    DELAYED_COMMIT,
    CONTENTION,
    THROTTLING,
    TABLE_GONE,
    /** DynamoDB refuses the plan, and takes it the next time. */
    PASSING_REFUSAL,
    UNREADABLE_POSITION,
    BUG_BEFORE_COMMIT,
    BUG_AFTER_COMMIT,
    /** The worker is told to stop, does, and starts again. */
    GRACEFUL_STOP,
    /** The same records come again within one batch. */
    REPEATED_RECORDS
}
