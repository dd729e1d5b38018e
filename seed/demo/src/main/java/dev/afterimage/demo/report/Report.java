package dev.afterimage.demo.report;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a run came to, computed from its tables and streams.
 *
 * @param changes records in the source tables' streams
 * @param appliedOnce how many of them are in the audit log, exactly once each
 * @param parked how many changes wait, counted for each projection
 * @param expired records that are TTL deletes
 */
public record Report(
        int changes,
        int appliedOnce,
        int parked,
        int expired,
        Finding audit,
        Finding log,
        Finding expiry,
        Finding views) {
    /** Whether all that was promised holds. */
    public boolean holds() {
        return changes == appliedOnce && parked == 0 && findings().allMatch(Finding::holds);
    }

    /** The findings, one by one. */
    public List<String> details() {
        return findings().flatMap(finding -> finding.lines().stream()).toList();
    }

    /** The whole in one line. */
    public String summary() {
        return "%d changes, %d applied once, %d parked, %d expired, audit %s, views %s"
                .formatted(
                        changes,
                        appliedOnce,
                        parked,
                        expired,
                        log.holds() ? "continuous" : "BROKEN",
                        views.holds() ? "equal their recomputation" : "DIFFER from their recomputation");
    }

    private Stream<Finding> findings() {
        return Stream.of(audit, log, expiry, views);
    }
}
