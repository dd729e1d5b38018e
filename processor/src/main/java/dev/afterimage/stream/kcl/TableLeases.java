package dev.afterimage.stream.kcl;

import dev.afterimage.item.TableName;
import dev.afterimage.pipeline.StopSwitch;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.kinesis.coordinator.MigrationAdaptiveLeaseAssignmentModeProvider;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.leases.LeaseCoordinator;
import software.amazon.kinesis.leases.LeaseRefresher;
import software.amazon.kinesis.leases.LeaseStatsRecorder;
import software.amazon.kinesis.leases.ShardInfo;
import software.amazon.kinesis.leases.dynamodb.DynamoDBLeaseCoordinator;
import software.amazon.kinesis.leases.dynamodb.DynamoDBLeaseRenewer;
import software.amazon.kinesis.leases.exceptions.DependencyException;
import software.amazon.kinesis.leases.exceptions.InvalidStateException;
import software.amazon.kinesis.leases.exceptions.LeasingException;
import software.amazon.kinesis.leases.exceptions.ProvisionedThroughputException;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/**
 * A worker's leases of one table's shards, in the place of KCL's coordinator. Every worker looks for itself which leases it
 * is to take, so nobody waits for a leader, or for one to be found; the lease table decides between those who want the same.
 * KCL's own renewer keeps the leases that were taken. Thread-safe.
 */
final class TableLeases implements LeaseCoordinator {
    private static final Logger LOG = LoggerFactory.getLogger(TableLeases.class);
    private static final int RENEWALS_AT_ONCE = 16;

    /** A lease that lasts is renewed three times. */
    private static final int RENEWALS = 3;

    private final TableName table;
    private final String workerId;
    private final StreamSettings.Leasing leasing;
    private final Workloads workloads;
    private final LeaseRefresher leases;
    private final LeaseStatsRecorder stats;
    private final DynamoDBLeaseRenewer renewer;
    private final LeaseHistory history = new LeaseHistory();
    private final RenewalThreads renewals = new RenewalThreads(RENEWALS_AT_ONCE);
    private final StopSwitch stop = new StopSwitch();
    private volatile List<Lease> seen = List.of();
    private volatile String consumerId = "";
    private volatile boolean started;
    private volatile boolean leaving;

    /** What it is told. */
    record Sharing(TableName table, String workerId, StreamSettings.Leasing leasing, Workloads workloads) {}

    TableLeases(Sharing sharing, LeaseRefresher leases) {
        this.table = sharing.table();
        this.workerId = sharing.workerId();
        this.leasing = sharing.leasing();
        this.workloads = sharing.workloads();
        this.leases = leases;
        this.stats = new LeaseStatsRecorder(renewEvery().toMillis(), System::currentTimeMillis);
        this.renewer = new DynamoDBLeaseRenewer(
                leases,
                workerId,
                leasing.failover().toMillis(),
                renewals.executor(),
                new NullMetricsFactory(),
                stats,
                lease -> {},
                1);
    }

    private Duration renewEvery() {
        return leasing.failover().dividedBy(RENEWALS);
    }

    @Override
    public void initialize() throws DependencyException {
        consumerId = leases.getLeaseTableIdentifier();
    }

    @Override
    public void start(MigrationAdaptiveLeaseAssignmentModeProvider mode)
            throws DependencyException, InvalidStateException, ProvisionedThroughputException {
        renewer.initialize();
        started = true;
        repeat("look for", leasing.look(), this::look);
        repeat("renew", renewEvery(), renewer::renewLeases);
    }

    private void repeat(String what, Duration pause, Work work) {
        Thread.ofPlatform().daemon().name("leases-of-" + table).start(() -> {
            do {
                attempt(what, work);
            } while (stop.pause(pause));
        });
    }

    /** Work on leases, which fails for a while where their table cannot be reached. */
    private interface Work {
        void run() throws LeasingException;
    }

    /** Whatever comes up, also an error of the JVM: who stopped looking would never take a lease again. */
    @SuppressWarnings("CatchingUnchecked")
    private void attempt(String what, Work work) {
        try {
            work.run();
        } catch (Throwable failure) {
            if (!stop.raised()) {
                LOG.warn("cannot {} leases of {}; trying again", what, table, failure);
            }
        }
    }

    /** Lets go of what is another's, and takes what is wanted. */
    private synchronized void look() throws LeasingException {
        if (leaving) {
            return;
        }
        List<Lease> found = leases.listLeases();
        seen = found;
        Map<String, Lease> held = renewer.getCurrentlyHeldLeases();
        found.forEach(lease -> letGo(lease, Optional.ofNullable(held.get(lease.leaseKey()))));
        Map<String, Lease> byShard = new HashMap<>();
        found.forEach(lease -> byShard.put(lease.leaseKey(), lease));
        for (String shard : workloads.wanted(table, history.seen(found, System.nanoTime()))) {
            take(Optional.ofNullable(byShard.get(shard)).orElseThrow());
        }
        for (Lease lease : found) {
            if (isMineAndNotHeld(lease)) {
                take(lease);
            }
        }
    }

    /** A row that is older than what is held says nothing: lists are not strongly consistent. */
    private void letGo(Lease found, Optional<Lease> held) {
        boolean another = held.filter(
                        mine -> !workerId.equals(found.leaseOwner()) && found.leaseCounter() > mine.leaseCounter())
                .isPresent();
        if (another || (held.isPresent() && isEnded(found))) {
            renewer.dropLease(found);
        }
    }

    /** Such a lease was given up here, so that its shard is opened anew. */
    private boolean isMineAndNotHeld(Lease lease) {
        return workerId.equals(lease.leaseOwner())
                && !isEnded(lease)
                && renewer.getCurrentlyHeldLease(lease.leaseKey()) == null;
    }

    private void take(Lease lease) throws LeasingException {
        long now = System.nanoTime();
        if (!leaving && leases.takeLease(lease, workerId)) {
            lease.lastCounterIncrementNanos(now);
            renewer.addLeasesToRenew(List.of(lease));
        }
    }

    private static boolean isEnded(Lease lease) {
        return ExtendedSequenceNumber.SHARD_END.equals(lease.checkpoint());
    }

    /** Looks at once, and not only when it is time to. */
    @Override
    public void runLeaseTaker() {
        attempt("look for", this::look);
    }

    @Override
    public void runLeaseRenewer() throws DependencyException, InvalidStateException {
        renewer.renewLeases();
    }

    @Override
    public boolean isRunning() {
        return started && !stop.raised();
    }

    @Override
    public String workerIdentifier() {
        return workerId;
    }

    @Override
    public LeaseRefresher leaseRefresher() {
        return leases;
    }

    @Override
    public Collection<Lease> getAssignments() {
        return renewer.getCurrentlyHeldLeases().values();
    }

    @Override
    public List<ShardInfo> getCurrentAssignments() {
        return getAssignments().stream()
                .map(DynamoDBLeaseCoordinator::convertLeaseToAssignment)
                .toList();
    }

    @Override
    public @Nullable Lease getCurrentlyHeldLease(String shard) {
        return renewer.getCurrentlyHeldLease(shard);
    }

    @Override
    public boolean updateLease(Lease lease, UUID token, String operation, String shard)
            throws DependencyException, InvalidStateException, ProvisionedThroughputException {
        return renewer.updateLease(lease, token, operation, shard);
    }

    @Override
    public List<Lease> allLeases() {
        return seen;
    }

    /** This worker is about to end: it takes no more leases, and gives each up as its lane ends. */
    @Override
    public void stopLeaseTaker() {
        leaving = true;
    }

    @Override
    public void dropLease(Lease lease) {
        renewer.dropLease(lease);
        if (leaving) {
            Lease mine = lease.copy();
            mine.leaseOwner(workerId);
            attempt("give up", () -> leases.evictLease(mine));
        }
    }

    @Override
    public void stop() {
        leaving = true;
        stop.raise();
        renewals.close();
        renewer.clearCurrentlyHeldLeases();
    }

    @Override
    public LeaseStatsRecorder leaseStatsRecorder() {
        return stats;
    }

    @Override
    public String getConsumerId() {
        return consumerId;
    }

    @Override
    @Deprecated
    public DynamoDBLeaseCoordinator initialLeaseTableWriteCapacity(long capacity) {
        throw new UnsupportedOperationException("lease tables are not created here");
    }

    @Override
    @Deprecated
    public DynamoDBLeaseCoordinator initialLeaseTableReadCapacity(long capacity) {
        throw new UnsupportedOperationException("lease tables are not created here");
    }
}
