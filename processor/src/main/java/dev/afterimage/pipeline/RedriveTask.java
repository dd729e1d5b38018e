package dev.afterimage.pipeline;

import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedRecord;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/** What an operator wants done about the parked changes of an item. Decides, and does nothing. */
interface RedriveTask {
    /** The change that is next; empty where none is left to do something about. */
    Optional<ParkedRecord> next(Iterator<ParkedRecord> waiting);

    RedriveStep step(Marker marker, ParkedChange change, Instant at);

    /** What to do where DynamoDB has refused the step. */
    RedriveStep refused(Marker marker, ParkedChange change, String reason, Instant at);

    /**
     * What to do about a change that cannot be read.
     *
     * @param left how many others there are
     */
    RedriveStep damaged(Optional<Marker> marker, ParkedRecord.Damaged damaged, int left, Instant at);
}
