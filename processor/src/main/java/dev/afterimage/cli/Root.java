package dev.afterimage.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a verb. */
@Command(
        name = "afterimage",
        description = "Keeps derived tables and an audit log exactly in step with DynamoDB tables.",
        versionProvider = Root.Version.class,
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs:%n",
        footer = "%nExit codes: 0 done, 1 failed, 2 wrong usage or configuration. Each verb has its --help.")
@SuppressWarnings("unused") // the fields are options that picocli itself, or Debug, looks at
final class Root implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    @Option(names = Debug.NAME, scope = ScopeType.INHERIT, description = "Show where an error comes from.")
    private boolean debug;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a verb");
    }

    /** The version that the jar was built as. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String built = Root.class.getPackage().getImplementationVersion();
            return new String[] {"afterimage " + Optional.ofNullable(built).orElse("from its sources")};
        }
    }
}
