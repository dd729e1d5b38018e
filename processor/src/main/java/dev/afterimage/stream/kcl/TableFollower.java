package dev.afterimage.stream.kcl;

import dev.afterimage.item.TableName;
import dev.afterimage.lane.ShardId;
import dev.afterimage.stream.StreamArn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.coordinator.WorkerStateChangeListener;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.leases.LeaseRefresher;
import software.amazon.kinesis.leases.exceptions.LeasingException;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/** Follows one table's stream: a scheduler of KCL with its thread. Thread-safe. */
final class TableFollower implements LeaseHold {
    private static final Logger LOG = LoggerFactory.getLogger(TableFollower.class);
    private static final int LEASES_AT_ONCE = 16;
    private static final Duration LOOK = Duration.ofMillis(50);

    /** KCL is given so long to end by itself once no lane is followed any more. */
    private static final Duration AFTER_THE_LAST_LANE = Duration.ofSeconds(1);

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

    /** KCL has leased the shards that go on from it by now. */
    @Override
    public void ended(ShardId shard) {
        try {
            scheduler.leaseCoordinator().runLeaseTaker();
        } catch (LeasingException unable) {
            LOG.debug("{}: the children of shard {} are looked for later", table(), shard, unable);
        }
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
            if (!shutDown(shutdown, deadline)) {
                shutdown.cancel(true);
                return false;
            }
        } catch (ExecutionException impossible) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
        return joined(thread, deadline);
    }

    /** KCL would wait for ever for a shard that waits for its parent, to which it cannot tell that it is to end. */
    private boolean shutDown(Future<Boolean> shutdown, long deadline) throws ExecutionException, InterruptedException {
        long lastLane = System.nanoTime();
        while (System.nanoTime() < deadline && System.nanoTime() - lastLane < AFTER_THE_LAST_LANE.toNanos()) {
            try {
                shutdown.get(LOOK.toNanos(), TimeUnit.NANOSECONDS);
                return true;
            } catch (TimeoutException notYet) {
                lastLane = lanes.isEmpty() ? lastLane : System.nanoTime();
            }
        }
        return false;
    }

    /**
     * Asking for it waits while the scheduler initialises, so it is asked for from a thread of its own. KCL would go on
     * for as long as a lease lasts with a shard that waits for its parent; without threads it ends.
     */
    private boolean endedAtOnce(long deadline) {
        Thread stopping =
                Thread.ofPlatform().name("stop-stream-" + table()).daemon(true).start(scheduler::shutdown);
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
        boolean ended = joined(running, System.nanoTime());
        while (!ended && System.nanoTime() < deadline) {
            if (lanes.isEmpty()) {
                threads.endConsumers();
            }
            ended = joined(running, Math.min(deadline, System.nanoTime() + LOOK.toNanos()));
        }
        // Until it is stopped, the scheduler may take back the leases that are given up next.
        return ended && joined(stopping, deadline);
    }

    private static boolean joined(@Nullable Thread running, long deadline) {
        try {
            return running == null || running.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Those that were not given up with their lanes: KCL would leave them with a worker that has ended. */
    private Optional<String> giveLeasesUp() {
        try (ExecutorService calls =
                Executors.newFixedThreadPool(LEASES_AT_ONCE, Thread.ofVirtual().factory())) {
            List<Callable<Boolean>> givingUp = leases.listLeases().stream()
                    .filter(lease -> workerId.equals(lease.leaseOwner())
                            && !ExtendedSequenceNumber.SHARD_END.equals(lease.checkpoint()))
                    .<Callable<Boolean>>map(lease -> () -> leases.evictLease(lease))
                    .toList();
            for (Future<Boolean> given : calls.invokeAll(givingUp)) {
                given.get();
            }
            return Optional.empty();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.of(table() + ": interrupted while its leases were given up");
        } catch (LeasingException | ExecutionException | RuntimeException failure) {
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
