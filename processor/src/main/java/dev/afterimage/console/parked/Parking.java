package dev.afterimage.console.parked;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.console.web.Problem;
import dev.afterimage.inspection.ItemReference;
import dev.afterimage.inspection.NotUnderstoodException;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.pipeline.Redrivable;
import dev.afterimage.pipeline.RedriveEnd;
import dev.afterimage.pipeline.Redriver;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.projection.ProjectionName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * What the console does with parked changes: the same as the verbs, by the same redriver. Thread-safe; closing it again does
 * nothing.
 */
public final class Parking implements AutoCloseable {
    /** So long somebody waits for the answer; what takes longer is done again, or as a job. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ParkingParts parts;
    private final StopSwitch closing = new StopSwitch();
    private final Jobs jobs;

    public Parking(ParkingParts parts) {
        this.parts = parts;
        this.jobs = new Jobs(parts);
    }

    ParkingParts parts() {
        return parts;
    }

    InstantSource clock() {
        return parts.clock();
    }

    Jobs jobs() {
        return jobs;
    }

    /** How many changes wait, as they were counted of late. */
    public long total() {
        return parts.total().changes();
    }

    List<Marker> markers(ParkedFilter filter) {
        return filter.markers(parts);
    }

    /** The item that is meant. */
    ParkedItem item(String projection, String table, String key) {
        if (projection.isBlank()) {
            throw new NotUnderstoodException("name the projection for which the changes wait");
        }
        ItemReference item = ItemReference.parse(ItemReference.tableName(table), key, parts.keys());
        return new ParkedItem(new ProjectionName(projection), item.table(), item.key());
    }

    Waiting waiting(ParkedItem item, SequenceNumber first) {
        return Waiting.read(parts.lot(), item, first);
    }

    /** What redriving these changes would do, up to the first that would be refused. */
    List<Redrivable> preview(List<ParkedRecord> changes) {
        Redriver redriver = parts.redrivers().of("", closing);
        List<Redrivable> found = new ArrayList<>();
        for (ParkedRecord parked : changes) {
            found.add(redriver.preview(parked));
            if (found.getLast() instanceof Redrivable.Unfit) {
                break;
            }
        }
        return List.copyOf(found);
    }

    /** Does it while somebody waits for the answer; a problem where somebody else has settled all of it. */
    ItemResult decide(ParkedItem item, Decision decision, Redriver.Range range, String operator) {
        PatienceSignal stop = new PatienceSignal(closing, clock().instant().plus(PATIENCE), clock());
        Redriver redriver = parts.redrivers().of(operator, stop);
        SettledCount count = new SettledCount();
        RedriveEnd end = decision.on(new Decision.Work(redriver, item, range, count));
        parts.total().stale();
        ItemResult result = new ItemResult(item, decision, count.own(), count.others(), ItemResult.stuck(end));
        if (result.isMoot()) {
            throw Problem.conflict("nothing was " + decision.done() + ": no such change of " + item.table() + "/"
                            + item.key() + " waits for " + item.projection() + " any more")
                    .asException();
        }
        return result;
    }

    /** Ends what is at work after the change at hand, and waits for that. */
    @Override
    public void close() {
        closing.raise();
        jobs.close();
    }
}
