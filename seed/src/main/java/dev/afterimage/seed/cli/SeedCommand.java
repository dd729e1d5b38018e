package dev.afterimage.seed.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Fills the sample tables. */
@Command(
        name = "seed",
        description = "Create the sample tables, fill them, and let users work in them.",
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  afterimage seed tables --endpoint http://127.0.0.1:8000",
            "  afterimage seed load --endpoint http://127.0.0.1:8000 --users 1000",
            "  afterimage seed traffic --endpoint http://127.0.0.1:8000 --rate 50"
        })
final class SeedCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which: tables, load or traffic");
    }
}
