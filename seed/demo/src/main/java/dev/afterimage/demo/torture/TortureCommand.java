package dev.afterimage.demo.torture;

import dev.afterimage.cli.Failure;
import dev.afterimage.cli.Termination;
import dev.afterimage.demo.fleet.WorkFolder;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Kills, stops and pauses real workers at random under full load, and proves that it made no difference. */
@Command(
        name = "torture",
        description = {
            "Kill, stop and pause workers at random under full load, and prove that it made no difference.",
            "The workers are processes of their own. They are ended by SIGKILL and SIGTERM and started again, with their"
                    + " id or another one; they are stopped by SIGSTOP for longer than their leases last, and wake up"
                    + " believing that these are theirs; and meanwhile shards end and begin. Then everything drains, and"
                    + " is proven as by the demo. Exit code 0 only if all holds."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  afterimage torture --seconds 120",
            "  afterimage torture --seconds 600 --workers 5 --seed 7      what happened with that seed, in that order"
        })
public final class TortureCommand implements Callable<Integer> {
    /** How long the end may take once it is asked for: to drain, to stop the workers, and to prove. */
    private static final Duration TO_END = Duration.ofMinutes(3);

    private final Termination termination;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "120",
            description = "How long (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many, 1 to 16 (default: ${DEFAULT-VALUE}).")
    private int workers;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "What happens in which order (default: another each time).")
    private @Nullable Long seed;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "An empty DynamoDB Local, such as http://127.0.0.1:8000 (default: one in this process). Its"
                    + " shards are not rolled.")
    private @Nullable URI endpoint;

    public TortureCommand(Termination termination) {
        this.termination = termination;
    }

    @Override
    public Integer call() throws InterruptedException {
        TortureSettings settings = settings();
        PrintWriter out = spec.commandLine().getOut();
        out.println("torture: " + settings.workers() + " workers for "
                + settings.length().toSeconds() + " s, --seed " + settings.seed());
        out.flush();
        Outcome outcome;
        try (WorkFolder folder = WorkFolder.create()) {
            try (Ground ground = Ground.open(settings.endpoint());
                    Torture torture =
                            new Torture(settings, ground, folder, new Journal(out), termination.listen(TO_END))) {
                outcome = torture.run();
            } catch (RuntimeException failure) {
                keep(folder, out);
                throw failure;
            }
            if (!outcome.holds()) {
                keep(folder, out);
            }
        }
        outcome.lines().forEach(out::println);
        out.println("torture: " + outcome.report().summary());
        out.flush();
        return outcome.holds() ? 0 : 1;
    }

    private static void keep(WorkFolder folder, PrintWriter out) {
        if (folder.hasLogs()) {
            folder.keep();
            out.println("the workers' logs are in " + folder.path());
        }
    }

    private TortureSettings settings() {
        if (seconds < 1 || workers < 1 || workers > 16) {
            throw Failure.usage("torture takes a second at least, and 1 to 16 workers");
        }
        Optional<URI> given = Optional.ofNullable(endpoint);
        given.ifPresent(TortureCommand::requireLocal);
        long drawn = Optional.ofNullable(seed)
                .orElseGet(() -> RandomGenerator.getDefault().nextLong(1_000_000));
        return new TortureSettings(given, Duration.ofSeconds(seconds), workers, drawn);
    }

    private static void requireLocal(URI given) {
        if (given.getHost() == null || !List.of("http", "https").contains(given.getScheme())) {
            throw Failure.usage("'" + given + "' is no endpoint: it looks like http://127.0.0.1:8000");
        }
        if (given.getHost().endsWith("amazonaws.com")) {
            throw Failure.usage("torture is for a DynamoDB Local, not for AWS: leave --endpoint out");
        }
    }
}
