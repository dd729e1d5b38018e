package dev.afterimage.due;

import dev.afterimage.commit.Committer;
import dev.afterimage.expiry.DueRows;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.lane.Positions;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.StopSwitch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Tells at each second what is due then, by this worker's clock, on a thread of its own; and after an interruption whatever
 * has become due meanwhile. Closing again does nothing.
 */
public final class OnTime implements AutoCloseable {
    /** What is due at a second is told just after it has begun. */
    private static final Duration JUST_AFTER = Duration.ofMillis(20);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Parts parts;
    private final List<Announcer> announcers;
    private final Roster roster;
    private final StopSwitch stop = new StopSwitch();
    private final Thread thread;
    private boolean began;

    /**
     * What it works with.
     *
     * @param worker whom the stored shift names; no two live workers have one name
     * @param failover after how long without a sign of life another worker goes on
     * @param uptime how long this process has been running, which no correction of a clock touches
     */
    public record Parts(
            DueQueues queues,
            DueItems sources,
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
        this.parts = parts;
        Announcer.Parts shared = new Announcer.Parts(
                parts.queues(),
                parts.sources(),
                parts.committer(),
                parts.positions(),
                parts.dueRows(),
                parts.expiryRows(),
                parts.clock());
        this.announcers = DueRows.queues().stream()
                .map(queue -> new Announcer(shared, queue))
                .toList();
        this.roster = new Roster(parts.shifts(), parts.worker(), parts.failover(), parts.uptime());
        this.thread = Thread.ofVirtual().name("on-time").unstarted(this::run);
    }

    /** Begins to tell. */
    public static OnTime start(Parts parts) {
        OnTime onTime = new OnTime(parts);
        onTime.thread.start();
        return onTime;
    }

    private void run() {
        int failed = 0;
        while (!stop.raised()) {
            try {
                if (!look().more()) {
                    stop.pause(untilNextSecond());
                }
                failed = 0;
            } catch (RuntimeException failure) {
                failed++;
                Duration delay = parts.failures().beforeRetry(failed);
                parts.listener().failed(String.valueOf(failure.getMessage()), failed, delay);
                stop.pause(delay);
            }
        }
        leave();
    }

    private Announced look() {
        boolean ours = roster.isOurs();
        if (ours != began) {
            began = ours;
            if (ours) {
                parts.listener().began();
            } else {
                parts.listener().left();
            }
        }
        return ours ? announce() : Announced.NOTHING;
    }

    private Announced announce() {
        Announced all = Announced.NOTHING;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Announced>> looks = new ArrayList<>(announcers.size());
            announcers.forEach(announcer -> looks.add(threads.submit(announcer::announce)));
            for (Future<Announced> look : looks) {
                all = all.and(look.get());
            }
        } catch (ExecutionException failed) {
            throw new DueFailure(String.valueOf(failed.getCause()));
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
        if (all.told() > 0) {
            parts.listener().told(all.told());
        }
        return all;
    }

    private void leave() {
        try {
            roster.leave();
        } catch (RuntimeException failed) {
            // Another worker goes on a while later.
            parts.listener().failed(String.valueOf(failed.getMessage()), 1, Duration.ZERO);
        }
        if (began) {
            parts.listener().left();
        }
    }

    private Duration untilNextSecond() {
        Instant now = parts.clock().instant();
        return Duration.between(now, now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1))
                .plus(JUST_AFTER);
    }

    @Override
    public void close() {
        stop.raise();
        try {
            if (!thread.join(PATIENCE)) {
                thread.interrupt();
                thread.join(PATIENCE);
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }
}
