package dev.afterimage.demo.bench;

import dev.afterimage.commit.CommitPlan;
import java.time.Duration;
import java.util.List;

/**
 * How a contender did.
 *
 * @param plans what it committed, where it says so
 * @param writeUnits what that consumed, as the embedded DynamoDB counts it
 */
record Measured(int changes, Duration took, List<CommitPlan> plans, double writeUnits) {
    Measured {
        plans = List.copyOf(plans);
    }

    double perSecond() {
        return changes / (took.toNanos() / 1e9);
    }

    double requestsPerChange() {
        return (double) plans.size() / changes;
    }

    double unitsPerChange() {
        return writeUnits / changes;
    }
}
