package dev.afterimage.seed.cli;

import java.util.List;
import picocli.CommandLine;

/** The verbs of this module, for a program to add to its own. The program brings {@code --help} for all of them. */
public final class SeedVerbs {
    private SeedVerbs() {}

    /** {@code local} and {@code seed}. */
    public static List<CommandLine> of(Stopping stopping) {
        return List.of(
                new CommandLine(new LocalCommand(stopping)),
                new CommandLine(new SeedCommand())
                        .addSubcommand(new SeedTablesCommand())
                        .addSubcommand(new LoadCommand())
                        .addSubcommand(new TrafficCommand(stopping)));
    }
}
