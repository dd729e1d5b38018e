package dev.afterimage.demo;

import dev.afterimage.app.AfterimageProgram;
import dev.afterimage.cli.Cli;
import dev.afterimage.cli.ProcessTermination;
import dev.afterimage.cli.Program;
import dev.afterimage.cli.Termination;
import dev.afterimage.demo.bench.BenchCommand;
import dev.afterimage.demo.replay.ReplayCommand;
import dev.afterimage.demo.torture.TortureCommand;
import dev.afterimage.seed.cli.SeedVerbs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The whole program: the production verbs, and those that need the embedded DynamoDB. */
public final class Main {
    /** The level of the program's own log, which its configuration reads. */
    private static final String LOG = "afterimage.log";

    private Main() {}

    public static void main(String[] arguments) {
        keepLogBelow(arguments);
        ProcessTermination termination = new ProcessTermination();
        termination.exit(Cli.execute(() -> commandLine(System.getenv(), termination), arguments));
    }

    /** Only a worker's log is for reading; the other verbs print what there is to say. */
    private static void keepLogBelow(String[] arguments) {
        if (System.getProperty(LOG) == null && !Arrays.asList(arguments).contains("run")) {
            System.setProperty(LOG, "WARN");
        }
    }

    static CommandLine commandLine(Map<String, String> environment, Termination termination) {
        Program program = new AfterimageProgram();
        List<CommandLine> others = new ArrayList<>();
        others.add(new CommandLine(new DemoCommand(termination, program.configs(environment))));
        others.addAll(SeedVerbs.of(patience -> termination.listen(patience)::pause));
        others.add(new CommandLine(new ReplayCommand()));
        others.add(new CommandLine(new TortureCommand(termination)));
        others.add(BenchCommand.withSubcommands());
        return Cli.commandLine(program, environment, termination, others);
    }
}
