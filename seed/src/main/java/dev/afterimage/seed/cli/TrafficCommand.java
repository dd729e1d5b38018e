package dev.afterimage.seed.cli;

import dev.afterimage.seed.traffic.Mix;
import dev.afterimage.seed.traffic.Traffic;
import dev.afterimage.seed.traffic.TrafficSettings;
import dev.afterimage.seed.traffic.TrafficTotals;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Lets users work in the sample tables. */
@Command(
        name = "traffic",
        description = "Let users work in the sample tables: they sign up, make and share lists, add, edit, delete; and"
                + " some things lapse. Until Ctrl-C, or for --duration.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  afterimage seed traffic --endpoint http://127.0.0.1:8000",
            "",
            "  # fast, and much comes and goes",
            "  afterimage seed traffic --endpoint http://127.0.0.1:8000 \\",
            "      --rate 200 --threads 8 --duration 5m --mix churn",
            "",
            "  # only these",
            "  afterimage seed traffic --endpoint http://127.0.0.1:8000 \\",
            "      --mix add-item=3,toggle-item=2,delete-item=1",
            "",
            "On this machine, tables that are missing are created first."
        })
final class TrafficCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Stopping stopping;

    @Spec
    private CommandSpec spec;

    @Mixin
    private EndpointOptions endpoint;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "20",
            description = "Actions a second; 0 for as fast as it goes (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long, such as 30s or 5m (default: until Ctrl-C).")
    private @Nullable Duration duration;

    @Option(
            names = "--mix",
            paramLabel = "MIX",
            defaultValue = "balanced",
            description =
                    "What they do: balanced, writes, reads, churn, or action=weight,… (default: ${DEFAULT-VALUE}).")
    private String mix = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "What luck comes from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many users are at work at a time (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--longest-life",
            paramLabel = "DURATION",
            defaultValue = "15s",
            converter = DurationConverter.class,
            description = "How long an item or invitation lives at most that lapses soon (default: ${DEFAULT-VALUE}).")
    private Duration longestLife = Duration.ZERO;

    TrafficCommand(Stopping stopping) {
        this.stopping = stopping;
    }

    @Override
    public Integer call() throws Exception {
        TrafficSettings settings = settings();
        return Explained.call(spec, () -> run(settings));
    }

    private int run(TrafficSettings settings) {
        Stopping.Signal signal = stopping.listen(PATIENCE);
        TrafficTotals totals = new TrafficTotals();
        try (DynamoDbClient client = endpoint.open(threads + 2)) {
            endpoint.prepareTables(client);
            long start = System.nanoTime();
            Traffic traffic = Traffic.start(client, settings, totals);
            try (traffic;
                    Progress _ =
                            Progress.show(spec.commandLine().getErr(), () -> TrafficText.line(totals, since(start)))) {
                waitForEnd(traffic, signal, start);
            }
            spec.commandLine().getOut().print(TrafficText.summary(totals, since(start)));
            spec.commandLine().getOut().flush();
            traffic.failure().ifPresent(failed -> {
                throw failed;
            });
        }
        return 0;
    }

    private void waitForEnd(Traffic traffic, Stopping.Signal signal, long start) {
        boolean ended = false;
        while (!ended) {
            Optional<Duration> left = Optional.ofNullable(duration).map(all -> all.minus(since(start)));
            Duration look = left.filter(rest -> rest.compareTo(LOOK) < 0).orElse(LOOK);
            ended = look.isNegative()
                    || !signal.pause(look)
                    || traffic.failure().isPresent();
        }
    }

    private TrafficSettings settings() {
        try {
            Optional<Double> perSecond = rate == 0 ? Optional.empty() : Optional.of(rate);
            return new TrafficSettings(Mix.parse(mix), perSecond, threads, seed, longestLife);
        } catch (IllegalArgumentException mistake) {
            throw new ParameterException(spec.commandLine(), String.valueOf(mistake.getMessage()), mistake);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
