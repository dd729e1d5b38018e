package dev.afterimage.cli;

import dev.afterimage.inspection.Moment;
import dev.afterimage.table.InvalidTableFileException;
import dev.afterimage.table.TableFile;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The command line with the production verbs; a program around this one may add its own. */
public final class Cli {
    private Cli() {}

    /** All production verbs, for this program in this process. */
    public static CommandLine commandLine(Program program, Map<String, String> environment, Termination termination) {
        return commandLine(program, environment, termination, List.of());
    }

    /** All production verbs, and these others, for this program in this process. */
    public static CommandLine commandLine(
            Program program, Map<String, String> environment, Termination termination, List<CommandLine> others) {
        return commandLine(
                new Setting(program, environment, termination, new ProcessTerminal(), InstantSource.system()), others);
    }

    /** Does what the arguments ask for; the exit code. The file of tables is built in, but somebody may have edited it. */
    public static int execute(Supplier<CommandLine> cli, String... arguments) {
        try {
            TableFile.afterimage();
        } catch (InvalidTableFileException mistaken) {
            System.err.println("afterimage: " + mistaken.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        return cli.get().execute(arguments);
    }

    static CommandLine commandLine(Setting setting) {
        return commandLine(setting, List.of());
    }

    private static CommandLine commandLine(Setting setting, List<CommandLine> others) {
        ErrorReport errors = new ErrorReport(setting.program());
        CommandLine root = new CommandLine(new Root())
                .addSubcommand(new RunCommand(setting))
                .addSubcommand(new StatusCommand(setting))
                .addSubcommand(audit(setting))
                .addSubcommand(new ExpirationsCommand(setting))
                .addSubcommand(new ParkedCommand(setting))
                .addSubcommand(new ProjectionsCommand(setting))
                .addSubcommand(new BackfillCommand(setting))
                .addSubcommand(new TablesCommand(setting))
                .addSubcommand(new ConfigCommand(setting))
                .addSubcommand(new TryCommand(setting))
                .addSubcommand(new ExportCommand());
        // What is set on the root from here on holds for the verbs that it has by then.
        others.forEach(verb -> root.addSubcommand(verb.getCommandName(), verb));
        root.registerConverter(Moment.class, new MomentConverter());
        return root.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(errors)
                .setParameterExceptionHandler(errors);
    }

    private static CommandLine audit(Setting setting) {
        return new CommandLine(new AuditCommand(setting))
                .addSubcommand(new AuditSearchCommand(setting))
                .addSubcommand(new AuditShowCommand(setting))
                .addSubcommand(new AuditDiffCommand(setting))
                .addSubcommand(new AuditRowCommand(setting))
                .addSubcommand(new AuditVerifyCommand(setting))
                .addSubcommand(new AuditUndoCommand(setting));
    }
}
