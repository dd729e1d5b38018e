package dev.afterimage.demo.bench;

import dev.afterimage.commit.CommitPlan;
import java.time.Duration;
import java.util.List;

/**
 * How a contender did.
 *
 * @param plans what it committed, where it says so
 * @param writeUnits what that consumed, as the embedded DynamoDB counts it
 * @param retries how often a commit was tried again
 */
record Measured(int changes, Duration took, List<CommitPlan> plans, double writeUnits, int retries) {
    Measured {
        plans = List.copyOf(plans);
    }

    double perSecond() {
        return changes / (took.toNanos() / 1e9);
    }

    double requestsPerChange() {
        return (double) plans.size() / changes;
    }

    /** As the embedded DynamoDB reports them: of a transaction it counts each table once. */
    double reportedUnitsPerChange() {
        return writeUnits / changes;
    }

    /** Two for each KB of what a transaction writes (Developer Guide, "Managing transactions"), without indexes. */
    double unitsPerChange() {
        long units = plans.stream()
                .mapToLong(plan -> 2
                        + plan.writes().stream()
                                .mapToLong(write -> 2L * Math.ceilDiv(write.size(), 1024))
                                .sum())
                .sum();
        return (double) units / changes;
    }
}
