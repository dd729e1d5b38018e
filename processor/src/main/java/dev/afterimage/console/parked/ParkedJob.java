package dev.afterimage.console.parked;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.console.parked.JobState.Phase;
import dev.afterimage.ledger.DamagedException;
import dev.afterimage.parking.Marker;
import dev.afterimage.pipeline.RedriveEnd;
import dev.afterimage.pipeline.Redriver;
import dev.afterimage.pipeline.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides about many items, one after the other. One thread runs it, all may look. */
final class ParkedJob {
    private static final Logger LOG = LoggerFactory.getLogger(ParkedJob.class);
    private static final int MOST_STUCK = 100;

    private final JobState.Task task;
    private final List<Marker> markers;
    private final ParkingParts parts;
    private final SettledCount count = new SettledCount();
    private volatile Progress progress = new Progress(0, List.of(), 0, new Phase.Running());

    private record Progress(int done, List<JobState.Stuck> stuck, int stuckItems, Phase phase) {}

    ParkedJob(JobState.Task task, List<Marker> markers, ParkingParts parts) {
        this.task = task;
        this.markers = List.copyOf(markers);
        this.parts = parts;
    }

    JobState state() {
        Progress now = progress;
        return new JobState(
                task,
                markers.size(),
                now.done(),
                count.own(),
                count.others(),
                now.stuck(),
                now.stuckItems(),
                now.phase());
    }

    /** Does it; answers how it ended. */
    Phase run(StopSignal stop) {
        LOG.info(
                "{} begins to {} parked changes of {} items",
                task.operator(),
                task.decision().word(),
                markers.size());
        try {
            return decideAll(stop);
        } catch (RuntimeException | Error failure) {
            LOG.warn("the {} job of {} failed", task.decision().word(), task.operator(), failure);
            String reason = parts.explain().apply(failure).orElseGet(failure::toString);
            return new Phase.Failed(parts.clock().instant(), reason);
        }
    }

    /** Notes how it ended. */
    void end(Phase phase) {
        progress = new Progress(progress.done(), progress.stuck(), progress.stuckItems(), phase);
        parts.total().stale();
        LOG.info(
                "the {} job of {} is {}: {} of {} items, {} changes {}, {} items stay parked",
                task.decision().word(),
                task.operator(),
                phase.word(),
                progress.done(),
                markers.size(),
                count.own(),
                task.decision().done(),
                progress.stuckItems());
    }

    private Phase decideAll(StopSignal stop) {
        Redriver redriver = parts.redrivers().of(task.operator(), stop);
        for (Marker marker : markers) {
            Optional<RedriveEnd> end = stop.raised() ? Optional.of(new RedriveEnd.Stopped()) : decide(redriver, marker);
            if (end.filter(RedriveEnd.Stopped.class::isInstance).isPresent()) {
                return new Phase.Stopped(parts.clock().instant());
            }
        }
        return new Phase.Done(parts.clock().instant());
    }

    /** One item; one whose queue is damaged holds up no other. */
    private Optional<RedriveEnd> decide(Redriver redriver, Marker marker) {
        Redriver.Range range = new Redriver.Range(new SequenceNumber("0"), marker.tail());
        try {
            RedriveEnd end = task.decision().on(new Decision.Work(redriver, marker.item(), range, count));
            if (!(end instanceof RedriveEnd.Stopped)) {
                through(marker, ItemResult.stuck(end));
            }
            return Optional.of(end);
        } catch (DamagedException damaged) {
            through(marker, Optional.of(String.valueOf(damaged.getMessage())));
            return Optional.empty();
        }
    }

    private void through(Marker marker, Optional<String> stuck) {
        Progress before = progress;
        List<JobState.Stuck> named = new ArrayList<>(before.stuck());
        stuck.filter(reason -> named.size() < MOST_STUCK)
                .ifPresent(reason -> named.add(new JobState.Stuck(marker.item(), reason)));
        int stuckItems = before.stuckItems() + (stuck.isPresent() ? 1 : 0);
        progress = new Progress(before.done() + 1, List.copyOf(named), stuckItems, before.phase());
    }
}
