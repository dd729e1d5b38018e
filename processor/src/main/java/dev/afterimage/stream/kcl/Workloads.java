package dev.afterimage.stream.kcl;

import dev.afterimage.item.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which leases a worker takes: those that nobody has, those whose worker is silent, and of the others' so many that
 * it has its share of the shards of all tables together. Knows how many each worker has, as far as this worker has seen.
 * Thread-safe.
 *
 * <p>A worker takes from the one that has most, while that has at least two more than itself. So workers need not know of
 * each other, nor agree on a leader, to come to rest with equal shares.
 */
final class Workloads {
    /** So many shards move at a time: each stands still for a moment. */
    private static final int MOST_MOVES = 10;

    private final String me;
    private final Duration failover;
    private final Map<TableName, Map<String, Integer>> shards = new HashMap<>();

    Workloads(String me, Duration failover) {
        this.me = me;
        this.failover = failover;
    }

    /** The shards of a table whose leases this worker is to take now, by how its leases are seen. */
    synchronized List<String> wanted(TableName table, List<SeenLease> leases) {
        shards.put(table, counts(leases));
        List<String> wanted = new ArrayList<>();
        for (SeenLease lease : leases) {
            if (isFree(lease)) {
                wanted.add(lease.shard());
                count(table, me, 1);
            }
        }
        wanted.addAll(share(table, leases));
        return wanted;
    }

    private boolean isFree(SeenLease lease) {
        return !lease.ended() && (lease.owner().isEmpty() || lease.silent().compareTo(failover) > 0);
    }

    /** How many live leases of a table each live worker has. */
    private Map<String, Integer> counts(List<SeenLease> leases) {
        Map<String, Integer> counts = new HashMap<>();
        leases.stream()
                .filter(lease -> !lease.ended() && !isFree(lease))
                .forEach(lease -> counts.merge(lease.owner().orElseThrow(), 1, Integer::sum));
        return counts;
    }

    private List<String> share(TableName table, List<SeenLease> leases) {
        List<String> wanted = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        Optional<SeenLease> next = nextOfShare(table, leases, taken);
        while (next.isPresent() && wanted.size() < MOST_MOVES) {
            String shard = next.get().shard();
            wanted.add(shard);
            taken.add(shard);
            count(table, next.get().owner().orElseThrow(), -1);
            count(table, me, 1);
            next = nextOfShare(table, leases, taken);
        }
        return wanted;
    }

    private Optional<SeenLease> nextOfShare(TableName table, List<SeenLease> leases, Set<String> taken) {
        Map<String, Integer> totals = totals();
        int mine = totals.getOrDefault(me, 0);
        return totals.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(richest -> richest.getValue() >= mine + 2)
                .filter(richest -> of(table, richest.getKey()) > of(table, me))
                .flatMap(richest -> leases.stream()
                        .filter(lease -> !lease.ended() && !isFree(lease) && lease.isOf(richest.getKey()))
                        .filter(lease -> !taken.contains(lease.shard()))
                        .findFirst());
    }

    private Map<String, Integer> totals() {
        Map<String, Integer> totals = new HashMap<>();
        shards.values().forEach(counts -> counts.forEach((worker, count) -> totals.merge(worker, count, Integer::sum)));
        return totals;
    }

    private int of(TableName table, String worker) {
        return shards.getOrDefault(table, Map.of()).getOrDefault(worker, 0);
    }

    private void count(TableName table, String worker, int more) {
        shards.getOrDefault(table, new HashMap<>()).merge(worker, more, Integer::sum);
    }
}
