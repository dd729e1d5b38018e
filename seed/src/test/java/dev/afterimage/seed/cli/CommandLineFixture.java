package dev.afterimage.seed.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The verbs under a root like the program's, with what they print. */
final class CommandLineFixture {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CountDownLatch told = new CountDownLatch(1);
    private final CommandLine root = new CommandLine(new Root());

    CommandLineFixture() {
        SeedVerbs.of(patience -> this::pause).forEach(root::addSubcommand);
        root.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    }

    int run(String... arguments) {
        return root.execute(arguments);
    }

    /** As Ctrl-C does. */
    void stop() {
        told.countDown();
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    private boolean pause(Duration duration) {
        try {
            return !told.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Command(name = "afterimage")
    @SuppressWarnings("unused") // picocli itself looks at the option
    private static final class Root implements Runnable {
        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                scope = ScopeType.INHERIT)
        private boolean help;

        @Override
        public void run() {}
    }
}
