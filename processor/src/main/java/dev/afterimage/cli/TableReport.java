package dev.afterimage.cli;

import dev.afterimage.item.TableName;
import java.util.Optional;

/**
 * A table that the configuration means.
 *
 * @param problem what is wrong with it, and what to do about it; empty where it is as it should be
 */
public record TableReport(TableName name, Role role, Optional<String> problem) {
    /** What it is for. */
    public enum Role {
        SOURCE,
        DERIVED,
        OWN,
        LEASES
    }
}
