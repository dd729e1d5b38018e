package dev.afterimage.due;

import dev.afterimage.commit.Committer;
import dev.afterimage.expiry.DueRows;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.lane.Positions;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.StopSwitch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tells at each second what is due then, by this worker's clock, and after an interruption whatever has become due
 * meanwhile: each queue on a thread of its own, so that none waits for another. Closing again does nothing.
 */
public final class OnTime implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final StopSwitch stop = new StopSwitch();
    private final Turn turn;
    private final List<Thread> threads = new ArrayList<>();

    /**
     * What it works with.
     *
     * @param worker whom the stored shift names; no two live workers have one name
     * @param failover after how long without a sign of life another worker goes on
     * @param uptime how long this process has been running, which no correction of a clock touches
     */
    public record Parts(
            DueQueues queues,
            DueItems items,
            Committer committer,
            Positions positions,
            DueRows dueRows,
            ExpiryRows expiryRows,
            Shifts shifts,
            FailurePolicy failures,
            AnnouncerListener listener,
            String worker,
            Duration failover,
            InstantSource clock,
            Supplier<Duration> uptime) {}

    private OnTime(Parts parts) {
        this.turn = new Turn(parts, stop);
        threads.add(Thread.ofVirtual().name("on-time-turn").unstarted(turn));
        for (String queue : DueRows.queues()) {
            QueueWatch watch = new QueueWatch(new Announcer(parts, queue), parts, turn::isOurs, stop);
            threads.add(Thread.ofVirtual().name("on-time-" + queue).unstarted(watch));
        }
    }

    /** Begins to tell. */
    public static OnTime start(Parts parts) {
        OnTime onTime = new OnTime(parts);
        onTime.threads.forEach(Thread::start);
        return onTime;
    }

    @Override
    public void close() {
        stop.raise();
        try {
            for (Thread thread : threads) {
                if (!thread.join(PATIENCE)) {
                    thread.interrupt();
                }
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }
}
