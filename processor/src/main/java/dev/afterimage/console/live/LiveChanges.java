package dev.afterimage.console.live;

import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.pipeline.PipelineListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * Passes on what the lanes of this worker apply to those who watch. Lanes never wait for them: who is slow misses changes,
 * and is told how many. Costs nothing while nobody watches. Thread-safe.
 */
public final class LiveChanges implements PipelineListener {
    private final InstantSource clock;
    private final List<Watch> watches = new CopyOnWriteArrayList<>();

    public LiveChanges(InstantSource clock) {
        this.clock = clock;
    }

    /** Watches from now on; whoever asks for it closes it. */
    Watch watch() {
        Watch watch = new Watch(watches::remove);
        watches.add(watch);
        return watch;
    }

    int watching() {
        return watches.size();
    }

    @Override
    public void applied(CommitPlan plan, double writeUnits, Duration took) {
        if (watches.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Set<Change> parked =
                plan.parked().stream().map(CommitPlan.ParkedNotice::change).collect(Collectors.toSet());
        for (Change change : plan.completed()) {
            LiveChange live = LiveChange.of(change, plan.to().lane(), now, parked.contains(change));
            watches.forEach(watch -> watch.offer(live));
        }
    }
}
