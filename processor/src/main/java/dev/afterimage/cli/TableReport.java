package dev.afterimage.cli;

import dev.afterimage.item.TableName;
import java.util.List;
import java.util.Optional;

/**
 * A table that the configuration means.
 *
 * @param problem what keeps a worker from its work, and what to do about it; empty where nothing does
 * @param hints in what it is kept otherwise than its settings say, which keeps nobody from work
 */
public record TableReport(TableName name, Role role, Optional<String> problem, List<String> hints) {
    public TableReport {
        hints = List.copyOf(hints);
    }

    /** What it is for. */
    public enum Role {
        SOURCE,
        DERIVED,
        OWN,
        LEASES
    }
}
