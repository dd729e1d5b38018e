package dev.afterimage.stream.kcl;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/** How long the leases of a table have been as they are, by this worker's own clock. For one thread. */
final class LeaseHistory {
    private Map<String, Version> versions = Map.of();

    /** A state of a lease, and when it was first seen. */
    private record Version(Optional<String> owner, long counter, long since) {
        boolean isOf(Lease lease) {
            return counter == lease.leaseCounter() && owner.equals(Optional.ofNullable(lease.leaseOwner()));
        }
    }

    /** The same leases with how long they have been silent; they were read at this time, in nanoseconds of some clock. */
    List<SeenLease> seen(List<Lease> leases, long nanos) {
        Map<String, Version> next = new HashMap<>();
        leases.forEach(lease -> next.put(
                lease.leaseKey(),
                Optional.ofNullable(versions.get(lease.leaseKey()))
                        .filter(version -> version.isOf(lease))
                        .orElseGet(() ->
                                new Version(Optional.ofNullable(lease.leaseOwner()), lease.leaseCounter(), nanos))));
        versions = next;
        return leases.stream().map(lease -> seen(lease, nanos)).toList();
    }

    private SeenLease seen(Lease lease, long nanos) {
        long since = Optional.ofNullable(versions.get(lease.leaseKey()))
                .map(Version::since)
                .orElse(nanos);
        return new SeenLease(
                lease.leaseKey(),
                Optional.ofNullable(lease.leaseOwner()),
                ExtendedSequenceNumber.SHARD_END.equals(lease.checkpoint()),
                Duration.ofNanos(nanos - since));
    }
}
