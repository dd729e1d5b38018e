package dev.afterimage.cli;

import picocli.CommandLine.Option;

/** The options of verbs that change what is parked. */
final class Operator {
    @Option(
            names = "--operator",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who does this, for the audit log (default: you, as the system knows you).")
    private String name = "";

    @Option(names = "--dry-run", description = "Show what would be done, and do nothing.")
    private boolean dryRun;

    String name() {
        return name;
    }

    boolean dryRun() {
        return dryRun;
    }
}
