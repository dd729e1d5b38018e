package dev.afterimage.cli;

import dev.afterimage.audit.AuditEntry.Operation;
import dev.afterimage.history.AuditFilter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which audit entries are meant. */
final class FilterOptions {
    @Option(
            names = "--operation",
            paramLabel = "OPERATION",
            description = "Only these: ${COMPLETION-CANDIDATES}; may be given again.")
    private @Nullable List<Operation> operations;

    @Option(names = "--actor", paramLabel = "NAME", description = "Only changes that this one made.")
    private @Nullable String actor;

    @Option(
            names = "--changed",
            paramLabel = "ATTRIBUTE",
            description = "Only where this attribute came, went or became another.")
    private @Nullable String changed;

    AuditFilter filter() {
        return new AuditFilter(
                operations == null ? Set.of() : Set.copyOf(operations),
                Optional.ofNullable(actor),
                Optional.ofNullable(changed));
    }
}
