package dev.afterimage.app;

import dev.afterimage.console.health.WorkerHealth;
import dev.afterimage.stream.kcl.LaneHealth;
import dev.afterimage.stream.kcl.StreamWorker;
import java.util.ArrayList;
import java.util.List;

/** Whether a worker does its work. One without any shard is ready, too: it waits for its share. */
final class Readiness implements WorkerHealth {
    private final StreamWorker worker;
    private volatile boolean started;

    Readiness(StreamWorker worker) {
        this.worker = worker;
    }

    /** It follows its tables from now on. */
    void started() {
        started = true;
    }

    boolean isReady() {
        return unready().isEmpty();
    }

    @Override
    public List<String> unready() {
        List<String> reasons = new ArrayList<>();
        if (!started) {
            reasons.add("the worker is starting");
        }
        if (worker.ended().isDone()) {
            reasons.add("the worker has ended");
        }
        worker.lanes().stream()
                .filter(lane -> lane.state() == LaneHealth.State.HALTED)
                .map(lane -> "lane " + lane.lane() + " is halted"
                        + lane.trouble().map(why -> ": " + why).orElse(""))
                .forEach(reasons::add);
        return reasons;
    }
}
