package dev.afterimage.cli;

import dev.afterimage.config.Config;
import dev.afterimage.delivery.Omission;
import dev.afterimage.delivery.SinkLine;
import dev.afterimage.delivery.SinkName;
import dev.afterimage.delivery.SinkStatus;
import dev.afterimage.expiry.EventId;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.feed.ExpiryFeed;
import dev.afterimage.feed.FeedPage;
import dev.afterimage.feed.FeedReader;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.pipeline.StopSignal;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads what has lapsed. */
@Command(
        name = "expirations",
        description = "Show which items their time to live has ended, or follow it.",
        footerHeading = "%nExamples:%n",
        footer = {"  afterimage expirations list --since 1h", "  afterimage expirations tail --output json"})
final class ExpirationsCommand implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Setting setting;

    @Spec
    private CommandSpec spec;

    ExpirationsCommand(Setting setting) {
        this.setting = setting;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which: list, tail, sinks or skip");
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
            ExpiryFeed feed = connection.feed();
            FeedReader reader = new FeedReader(feed, feed.latest(), Listing.PAGE);
            while (stop.pause(LOOK)) {
                show(reader, stop, output);
            }
            return 0;
        }
    }

    private void show(FeedReader reader, StopSignal stop, Output output) {
        boolean more = true;
        while (more && !stop.raised()) {
            FeedPage page = reader.next();
            page.events().forEach(event -> print(event, output));
            more = page.more();
        }
    }

    @Command(
            name = "sinks",
            description = "Show where expirations are delivered to, by whom, and what keeps a sink from going on.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  afterimage expirations sinks",
                "  afterimage expirations sinks --output json",
                "",
                "The lag is the age of the first event that waits to be delivered."
            })
    int sinks(@Mixin ConfigOptions options, @Mixin Output output) {
        Config config = options.load(setting);
        try (Connection connection = setting.program().connect(config)) {
            List<SinkLine> sinks = SinkLine.all(
                    config.expirations().sinkTypes(), SinkStatus.all(connection.sinks(), connection.feed()));
            SinkText text = new SinkText(sinks, setting.clock().instant());
            if (output.isJson()) {
                text.json(out());
            } else {
                text.table().print(out());
            }
            return 0;
        }
    }

    @Command(
            name = "skip",
            description = "Let a sink leave out the event that it is halted at, since the receiver refuses it.",
            footerHeading = "%nExample:%n",
            footer = "  afterimage expirations skip orders-hook 3570d3492957e1193d3e204cb0d861da")
    int skip(
            @Parameters(paramLabel = "SINK", description = "The sink, as 'expirations sinks' shows it.") String name,
            @Parameters(paramLabel = "EVENT", description = "The event's id, as it shows it, too.") String event,
            @Mixin ConfigOptions options) {
        SinkName sink = sinkName(name);
        try (Connection connection = setting.program().connect(options.load(setting))) {
            EventId id = new EventId(event);
            Omission omission = Omission.of(id, sink, connection.sinks());
            if (!(omission instanceof Omission.Noted)) {
                throw Failure.of(omission.inWords(id, sink));
            }
            out().println(omission.inWords(id, sink));
            out().flush();
            return 0;
        }
    }

    private static SinkName sinkName(String text) {
        try {
            return new SinkName(text);
        } catch (IllegalArgumentException none) {
            throw Failure.usage(String.valueOf(none.getMessage()));
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
