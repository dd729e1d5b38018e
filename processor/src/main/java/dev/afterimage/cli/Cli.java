package dev.afterimage.cli;

import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;

/** The command line with the production verbs; a program around this one may add its own. */
public final class Cli {
    private Cli() {}

    /** All production verbs, for this program in this process. */
    public static CommandLine commandLine(Program program, Map<String, String> environment, Termination termination) {
        return commandLine(new Setting(program, environment, termination, InstantSource.system()));
    }

    static CommandLine commandLine(Setting setting) {
        ErrorReport errors = new ErrorReport(setting.program());
        CommandLine root = new CommandLine(new Root())
                .addSubcommand(new RunCommand(setting))
                .addSubcommand(new StatusCommand(setting))
                .addSubcommand(new AuditCommand(setting))
                .addSubcommand(new ExpirationsCommand(setting))
                .addSubcommand(new TablesCommand(setting))
                .addSubcommand(new ConfigCommand(setting));
        root.registerConverter(Moment.class, new Moment.Converter());
        return root.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(errors)
                .setParameterExceptionHandler(errors);
    }
}
