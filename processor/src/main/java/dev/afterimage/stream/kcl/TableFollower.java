package dev.afterimage.stream.kcl;

import dev.afterimage.item.TableName;
import dev.afterimage.lane.ShardId;
import dev.afterimage.stream.StreamArn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.coordinator.WorkerStateChangeListener;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.leases.LeaseRefresher;
import software.amazon.kinesis.leases.exceptions.LeasingException;

/** Follows one table's stream: a scheduler of KCL with its thread. Thread-safe. */
final class TableFollower implements LeaseHold {
    private final FollowedStream stream;
    private final String workerId;
    private final Lanes lanes;
    private final LeaseRefresher leases;
    private final Scheduler scheduler;
    private final KclThreads threads;
    private final CountDownLatch initialised = new CountDownLatch(1);
    private volatile boolean closing;
    private volatile @Nullable Throwable unstartable;
    private volatile @Nullable Thread thread;

    TableFollower(FollowedStream stream, KclStream kcl, Following following, String workerId, KclThreads threads) {
        this.stream = stream;
        this.workerId = workerId;
        this.threads = threads;
        this.lanes = new Lanes(stream, following, this);
        this.leases = kcl.leaseRefresher();
        this.scheduler = kcl.scheduler(() -> new ShardConsumer(lanes), new Initialisation());
    }

    TableName table() {
        return stream.source().table();
    }

    StreamArn arn() {
        return stream.reader().stream();
    }

    List<LaneHealth> health() {
        return lanes.health();
    }

    /** Starts, and tells where it ends although nobody asked for that. */
    void start(Consumer<RuntimeException> onFailure) {
        thread = Thread.ofPlatform().name("stream-" + table()).daemon(true).start(() -> run(onFailure));
    }

    @Override
    public boolean holds(ShardId shard) {
        return scheduler.leaseCoordinator().getCurrentlyHeldLease(shard.value()) != null;
    }

    @Override
    public void drop(ShardId shard) {
        Lease lease = new Lease();
        lease.leaseKey(shard.value());
        scheduler.leaseCoordinator().dropLease(lease);
    }

    /** Tells the lanes to stop; what is being committed is finished. */
    void stopLanes() {
        closing = true;
        lanes.stop();
    }

    /** Ends within this time, and gives the leases up for others to take at once; answers what went wrong. */
    List<String> close(Duration within) {
        stopLanes();
        List<String> problems = new ArrayList<>();
        long deadline = System.nanoTime() + within.toNanos();
        if (!endedGracefully(within.dividedBy(2)) && !endedAtOnce(deadline)) {
            problems.add(table() + ": its scheduler did not end within " + within.toMillis() + " ms");
        }
        giveLeasesUp().ifPresent(problems::add);
        threads.close();
        return problems;
    }

    private void run(Consumer<RuntimeException> onFailure) {
        @Nullable Throwable cause = null;
        try {
            scheduler.run();
        } catch (RuntimeException | Error unexpected) {
            cause = unexpected;
        }
        if (!closing) {
            Throwable why = cause == null ? unstartable : cause;
            onFailure.accept(new IllegalStateException(
                    "its scheduler has ended by itself" + (why == null ? "" : ": " + why), why));
        }
    }

    private boolean endedGracefully(Duration within) {
        if (thread == null) {
            return true;
        }
        long deadline = System.nanoTime() + within.toNanos();
        // KCL would do it on the common pool, where several schedulers wait for each other.
        FutureTask<Boolean> shutdown = new FutureTask<>(scheduler.createGracefulShutdownCallable());
        try {
            // A shutdown during initialisation would make KCL initialise again and again.
            if (!initialised.await(within.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            Thread.ofPlatform().name("end-stream-" + table()).daemon(true).start(shutdown);
            shutdown.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException impossible) {
            shutdown.cancel(true);
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
        return joined(deadline);
    }

    /** Asking for it waits while the scheduler initialises, so it is asked for from a thread of its own. */
    private boolean endedAtOnce(long deadline) {
        Thread.ofPlatform().name("stop-stream-" + table()).daemon(true).start(scheduler::shutdown);
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
        return joined(deadline);
    }

    private boolean joined(long deadline) {
        Thread running = thread;
        try {
            return running == null || running.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** KCL leaves the leases with a worker that has ended, for others to wait until they expire. */
    private Optional<String> giveLeasesUp() {
        try {
            for (Lease lease : leases.listLeases()) {
                if (workerId.equals(lease.leaseOwner())) {
                    leases.evictLease(lease);
                }
            }
            return Optional.empty();
        } catch (LeasingException | RuntimeException failure) {
            return Optional.of(table() + ": its leases could not be given up: " + failure);
        }
    }

    /** Tells when the scheduler has started, and keeps why it could not; KCL only logs that. */
    private final class Initialisation implements WorkerStateChangeListener {
        @Override
        public void onWorkerStateChange(WorkerState state) {
            if (state == WorkerState.STARTED) {
                initialised.countDown();
            }
        }

        @Override
        public void onAllInitializationAttemptsFailed(Throwable failure) {
            unstartable = failure;
            initialised.countDown();
        }
    }
}
