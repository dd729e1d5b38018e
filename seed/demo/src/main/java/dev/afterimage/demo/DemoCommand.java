package dev.afterimage.demo;

import dev.afterimage.app.Afterimage;
import dev.afterimage.cli.Failure;
import dev.afterimage.cli.Termination;
import dev.afterimage.config.Config;
import dev.afterimage.config.ConfigLoader;
import dev.afterimage.config.Loaded;
import dev.afterimage.config.SecretReference;
import dev.afterimage.demo.report.Report;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.seed.local.CannotStartException;
import java.io.Console;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the main job on an embedded DynamoDB, and proves at the end that nothing was lost or doubled. */
@Command(
        name = "demo",
        description = {
            "Show the main job on an embedded DynamoDB: sample tables, fake users, the worker.",
            "At the end its work is proven: the views are recomputed from scans of the sources, the streams are read"
                    + " once more, and the audit log and the expiry events are compared with them. Exit code 0 only if"
                    + " all holds."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  afterimage demo                          until Ctrl-C",
            "  afterimage demo --seconds 20",
            "  afterimage demo --port 0 --rate 100      on a free port, with more traffic"
        })
final class DemoCommand implements Callable<Integer> {
    /** How long a stopped demo may take for its proof and its end. */
    private static final Duration TO_END = Duration.ofSeconds(15);

    private final Termination termination;
    private final ConfigLoader configs;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Stop after so many seconds of traffic (default: at Ctrl-C).")
    private @Nullable Integer seconds;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8000",
            description = "Where the embedded DynamoDB listens, on this machine only; 0 for any free port"
                    + " (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--console-port",
            paramLabel = "PORT",
            description = "Where the console listens, on this machine only; 0 for any free port (default: 8080, or any"
                    + " where that is taken).")
    private @Nullable Integer consolePort;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "40",
            description = "What the users do in a second (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Makes other users, lists and items (default: ${DEFAULT-VALUE}).")
    private long seed;

    DemoCommand(Termination termination, ConfigLoader configs) {
        this.termination = termination;
        this.configs = configs;
    }

    @Override
    public Integer call() throws Exception {
        DemoSettings settings =
                new DemoSettings(port, Optional.ofNullable(seconds).map(Duration::ofSeconds), rate, seed);
        PrintWriter out = spec.commandLine().getOut();
        StopSignal stop = termination.listen(TO_END);
        Report report;
        try (Demo demo = start(settings)) {
            demo.introduce(out);
            String token = UUID.randomUUID().toString();
            Afterimage worker = demo.startWorker(config(demo.endpoint()).withConsole(console(token)));
            worker.console().ifPresent(address -> introduce(address, token, out));
            report = demo.run(worker, stop, new LiveLine(out, onTerminal()));
            out.println();
            report.details().forEach(out::println);
            out.flush();
        }
        out.println("demo: " + report.summary());
        out.flush();
        return report.holds() ? 0 : 1;
    }

    private static void introduce(URI address, String token, PrintWriter out) {
        out.println("The console: " + address);
        out.println("  Everybody on this machine may look. To change something, log in with the token " + token);
        out.println();
        out.flush();
    }

    private static Demo start(DemoSettings settings) throws InterruptedException {
        try {
            return Demo.start(settings);
        } catch (CannotStartException unusable) {
            throw Failure.of(String.valueOf(unusable.getMessage()));
        }
    }

    private static boolean onTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    private Config config(String endpoint) {
        return switch (configs.embedded(URI.create(endpoint))) {
            case Loaded.Valid valid -> valid.config();
            case Loaded.Invalid invalid ->
                throw Failure.usage(invalid.problems().toString());
        };
    }

    /** Operators may change things with a token that is good for this demo alone. */
    private Config.Console console(String token) {
        Config.Listen listen = consolePort == null
                ? Config.Listen.Auto.INSTANCE
                : new Config.Listen.At(new Config.Address("127.0.0.1", consolePort));
        return new Config.Console(listen, Optional.empty(), Optional.of(new SecretReference.Given(token)));
    }
}
