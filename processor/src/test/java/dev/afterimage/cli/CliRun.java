package dev.afterimage.cli;

import dev.afterimage.pipeline.StopSwitch;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** What one command line printed, and its exit code. */
record CliRun(int exitCode, String out, String err) {
    /** No signal ever comes. */
    static final Termination NOBODY = patience -> new StopSwitch();

    /** Nobody is there to be asked. */
    static final Terminal UNATTENDED = new Terminal() {
        @Override
        public boolean attended() {
            return false;
        }

        @Override
        public boolean agrees(String question) {
            throw new AssertionError("nobody can be asked: " + question);
        }
    };

    static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

    /** Runs a command line without configuration in the environment. */
    static CliRun of(Program program, String... arguments) {
        return of(program, CliRun.NOBODY, Map.of(), arguments);
    }

    static CliRun of(Program program, Termination termination, Map<String, String> environment, String... arguments) {
        return of(new Setting(program, environment, termination, UNATTENDED, InstantSource.fixed(NOW)), arguments);
    }

    static CliRun of(Setting setting, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine cli = Cli.commandLine(setting)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        return new CliRun(cli.execute(arguments), out.toString(), err.toString());
    }

    List<String> lines() {
        return out.lines().toList();
    }
}
