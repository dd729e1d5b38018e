package dev.afterimage.cli;

import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.pipeline.StopSignal;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads what has lapsed. */
@Command(
        name = "expirations",
        description = "Show which items their time to live has ended, or follow it.",
        footerHeading = "%nExamples:%n",
        footer = {"  afterimage expirations list --since 1h", "  afterimage expirations tail --output json"})
final class ExpirationsCommand implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Tail.Marks<ExpiryEvent> EVENT = new Tail.Marks<>() {
        @Override
        public Object id(ExpiryEvent event) {
            return event.id();
        }

        @Override
        public Instant placedAt(ExpiryEvent event) {
            return event.recordedAt();
        }

        @Override
        public Instant recordedAt(ExpiryEvent event) {
            return event.recordedAt();
        }
    };

    private final Setting setting;

    @Spec
    private CommandSpec spec;

    ExpirationsCommand(Setting setting) {
        this.setting = setting;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which: list or tail");
    }

    @Command(
            name = "list",
            description = "Show what lapsed, the newest first; of the last day unless told otherwise.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  afterimage expirations list --since 1h",
                "  afterimage expirations list --since 7d --limit 1000 --output json"
            })
    int list(
            @Option(
                            names = {"-n", "--limit"},
                            defaultValue = "100",
                            paramLabel = "N",
                            description = "At most so many events (default: ${DEFAULT-VALUE}).")
                    int limit,
            @Mixin TimeOptions times,
            @Mixin ConfigOptions options,
            @Mixin Output output) {
        Listing.requireSome(limit);
        try (Connection connection = setting.program().connect(options.load(setting))) {
            Listing<ExpiryEvent> events = connection.expirations()::recorded;
            int shown = events.show(
                    times.range(Duration.ofDays(1), setting.clock().instant()),
                    PageRequest.newest(Math.min(limit, Listing.PAGE)),
                    limit,
                    event -> print(event, output));
            if (shown == 0 && !output.isJson()) {
                out().println("nothing lapsed in this time");
                out().flush();
            }
            return 0;
        }
    }

    @Command(
            name = "tail",
            description = "Show what lapses as it is recorded, until Ctrl-C.",
            footerHeading = "%nExample:%n",
            footer = "  afterimage expirations tail --output json")
    int tail(@Mixin ConfigOptions options, @Mixin Output output) {
        try (Connection connection = setting.program().connect(options.load(setting))) {
            StopSignal stop = setting.termination().listen(PATIENCE);
            Tail<ExpiryEvent> tail = new Tail<>(connection.expirations()::recorded, EVENT);
            Tail.follow(List.of(tail), setting.clock(), stop, event -> print(event, output));
            return 0;
        }
    }

    private void print(ExpiryEvent event, Output output) {
        if (output.isJson()) {
            ExpiryText.json(event, out());
        } else {
            out().println(ExpiryText.line(event));
            out().flush();
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
