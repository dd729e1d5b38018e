package dev.afterimage.pipeline;

import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedChange;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/** What an operator wants done about the parked changes of an item. Decides, and does nothing. */
interface RedriveTask {
    /** The change that is next; empty where none is left to do something about. */
    Optional<ParkedChange> next(Iterator<ParkedChange> waiting);

    RedriveStep step(Marker marker, ParkedChange change, Instant at);

    /** What to do where DynamoDB has refused the step. */
    RedriveStep refused(Marker marker, ParkedChange change, String reason, Instant at);
}
