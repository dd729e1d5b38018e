package dev.afterimage.delivery;

import java.time.Duration;
import java.util.List;

/** All sinks of a worker being delivered to, each on its own, until this is closed. Closing again does nothing. */
public final class Deliveries implements AutoCloseable {
    /** An attempt that is under way may end in this time; then it is given up, and made again after the next start. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final List<SinkRunner> runners;

    private Deliveries(List<SinkRunner> runners) {
        this.runners = runners;
    }

    /** Begins to deliver. */
    public static Deliveries start(List<SinkPlan> plans, DeliveryParts parts) {
        List<SinkRunner> runners =
                plans.stream().map(plan -> new SinkRunner(plan, parts)).toList();
        runners.forEach(SinkRunner::start);
        return new Deliveries(runners);
    }

    @Override
    public void close() {
        runners.forEach(SinkRunner::stop);
        try {
            for (SinkRunner runner : runners) {
                runner.await(PATIENCE);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
