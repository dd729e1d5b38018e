package dev.afterimage.pipeline;

import java.util.Locale;

/** Why something is tried again that may pass by itself. */
public enum RetryCause {
    /** Too much was asked of DynamoDB. */
    THROTTLED,
    /** Another transaction held one of the rows. */
    CONTENDED,
    /** No answer, a timeout, an error of the server. */
    UNANSWERED,
    /** The commit was refused as if the lane were elsewhere, and it is not. */
    STALE,
    /** A projection or DynamoDB refuses a change, which is tried some times before it is parked. */
    REFUSED,
    /** What the lane needs to know before it goes on cannot be read. */
    UNREADABLE;

    /** For people and scripts. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
