package dev.afterimage.app;

import dev.afterimage.cli.Cli;
import dev.afterimage.cli.ProcessTermination;

/** The production program: every verb that needs no embedded DynamoDB. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        ProcessTermination termination = new ProcessTermination();
        termination.exit(
                Cli.execute(() -> Cli.commandLine(new AfterimageProgram(), System.getenv(), termination), arguments));
    }
}
