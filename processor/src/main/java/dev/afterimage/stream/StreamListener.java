package dev.afterimage.stream;

import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import java.util.List;

/**
 * Is told what befalls the streams, as opposed to single changes. Called by several threads, so it must be thread-safe,
 * fast, and throw nothing.
 */
public interface StreamListener {
    /** Listens to nothing. */
    StreamListener NONE = new StreamListener() {};

    /** Changes of this table may have been lost for good: the stream no longer holds what was still to be read. */
    default void gap(TableName table, String detail) {}

    /** So many changes were dropped, since they are older than where the source is to start. */
    default void beforeStart(Lane lane, int changes) {}

    /** A record is no change, and so the lane is halted before it. Told once for as long as the lane stands there. */
    default void malformed(Lane lane, String problem) {}

    /** The table has another stream now than the one that is followed. The worker follows it when it is started again. */
    default void replaced(StreamArn followed, StreamArn current) {}

    /** The table is not followed any more, although nobody asked for that. */
    default void failed(TableName table, String reason) {}

    /** Tells each of these, in order. */
    static StreamListener all(List<StreamListener> listeners) {
        return new StreamListeners(listeners);
    }
}
