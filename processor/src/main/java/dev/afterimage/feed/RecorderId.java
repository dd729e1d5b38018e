package dev.afterimage.feed;

import java.time.Instant;

/**
 * Who records events.
 *
 * @param session one run of the worker; a restarted worker is another recorder
 * @param life counts how often, within the session, it had to begin as another
 */
public record RecorderId(String worker, String session, int life) {
    private static final char BEFORE_SESSION = '@';
    private static final char BEFORE_LIFE = '.';

    /** The recorder of a worker that starts now. */
    public static RecorderId starting(String worker, Instant now) {
        return new RecorderId(worker, Long.toString(now.toEpochMilli()), 1);
    }

    /** Reads what {@link #toString} writes. */
    static RecorderId parse(String text) {
        int session = text.lastIndexOf(BEFORE_SESSION);
        int life = text.lastIndexOf(BEFORE_LIFE);
        if (session < 0 || life < session) {
            throw new IllegalArgumentException("'" + text + "' is no recorder: it is worker@session.life");
        }
        return new RecorderId(
                text.substring(0, session),
                text.substring(session + 1, life),
                Integer.parseInt(text.substring(life + 1)));
    }

    /** The same session under another name, of which nothing is stored, nor on its way. */
    RecorderId again() {
        return new RecorderId(worker, session, life + 1);
    }

    /** Whether this is an earlier run of the same worker, of which only one lives at a time. */
    public boolean succeeds(RecorderId other) {
        return worker.equals(other.worker) && !session.equals(other.session);
    }

    @Override
    public String toString() {
        return worker + BEFORE_SESSION + session + BEFORE_LIFE + life;
    }
}
