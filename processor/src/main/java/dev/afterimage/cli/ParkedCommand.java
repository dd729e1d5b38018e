package dev.afterimage.cli;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.config.Config;
import dev.afterimage.inspection.ItemReference;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.parking.ParkingLot;
import dev.afterimage.pipeline.Redriver;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.projection.ProjectionName;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks after the changes that a projection could not take. */
@Command(
        name = "parked",
        description = "Show the changes that a projection could not take; apply them after all, or give them up.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  afterimage parked list",
            "  afterimage parked show list_summary lists/L1",
            "  afterimage parked redrive --all --dry-run"
        })
final class ParkedCommand implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Setting setting;

    @Spec
    private CommandSpec spec;

    ParkedCommand(Setting setting) {
        this.setting = setting;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which: list, show, redrive or discard");
    }

    @Command(
            name = "list",
            description = "Show the items whose changes wait, and why.",
            footerHeading = "%nExamples:%n",
            footer = {"  afterimage parked list", "  afterimage parked list --table lists --output json"})
    int list(@Mixin ParkedScope scope, @Mixin ConfigOptions options, @Mixin Output output) {
        Config config = options.load(setting);
        try (Connection connection = setting.program().connect(config)) {
            List<Marker> markers = scope.markers(connection.parkingLot(), config);
            if (output.isJson()) {
                markers.forEach(marker -> ParkedText.json(marker, out()));
            } else if (markers.isEmpty()) {
                line("nothing is parked");
            } else {
                ParkedText.table(markers, setting.clock().instant()).print(out());
            }
            return 0;
        }
    }

    @Command(
            name = "show",
            description = "Show the changes of an item that wait for a projection, whole and in their order.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  afterimage parked show list_summary lists/L1",
                "  afterimage parked show list_summary guests/L1/U2 --output json"
            })
    int show(
            @Parameters(paramLabel = "PROJECTION", description = "For which the changes wait.") String projection,
            @Parameters(paramLabel = "ITEM", description = "TABLE/KEY, or TABLE/KEY/SORT.") String subject,
            @Mixin ConfigOptions options,
            @Mixin Output output) {
        try (Connection connection = setting.program().connect(options.load(setting))) {
            for (ParkedRecord parked : waiting(connection, item(connection, projection, subject))) {
                if (output.isJson()) {
                    ParkedText.json(parked, out());
                } else {
                    ParkedText.whole(parked, setting.clock().instant(), out());
                }
            }
            return 0;
        }
    }

    @Command(
            name = "redrive",
            description = "Apply parked changes after all, each exactly once and in the order of their item, with the"
                    + " projections of today. What still cannot be applied stays parked; exit code 1 then.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  afterimage parked redrive list_summary lists/L1 --dry-run",
                "  afterimage parked redrive list_summary lists/L1",
                "  afterimage parked redrive --all --projection list_summary"
            })
    int redrive(
            @Parameters(arity = "0..1", paramLabel = "PROJECTION", description = "For which the changes wait.")
                    @Nullable
                    String projection,
            @Parameters(arity = "0..1", paramLabel = "ITEM", description = "TABLE/KEY, or TABLE/KEY/SORT.") @Nullable
                    String subject,
            @Option(names = "--all", description = "Instead of one item, all that wait.") boolean all,
            @Mixin ParkedScope scope,
            @Mixin Operator operator,
            @Mixin ConfigOptions options) {
        boolean clear = all ? projection == null : subject != null && !scope.isGiven();
        if (!clear) {
            throw new ParameterException(
                    spec.subcommands().get("redrive"),
                    "name a projection and an item, or say --all, which --table and --projection narrow down");
        }
        Config config = options.load(setting);
        try (Connection connection = setting.program().connect(config)) {
            List<ParkedItem> items = projection == null || subject == null
                    ? items(scope, connection, config)
                    : List.of(waiting(connection, item(connection, projection, subject))
                            .getFirst()
                            .item());
            if (items.isEmpty()) {
                line("nothing is parked");
                return 0;
            }
            ParkedWork work = work(connection, operator);
            return operator.dryRun() ? work.preview(items) : work.redrive(items);
        }
    }

    @Command(
            name = "discard",
            description = "Give up a parked change, also one that is damaged: its projection will never see it. Without"
                    + " --sequence or --all, the first that waits. The audit log keeps the change, and notes who gave it"
                    + " up and why.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  afterimage parked discard list_summary lists/L1 --reason 'a test list' --dry-run",
                "  afterimage parked discard list_summary lists/L1 --reason 'a test list' --all"
            })
    int discard(
            @Parameters(paramLabel = "PROJECTION", description = "For which the changes wait.") String projection,
            @Parameters(paramLabel = "ITEM", description = "TABLE/KEY, or TABLE/KEY/SORT.") String subject,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the audit log.")
                    String reason,
            @Option(names = "--sequence", paramLabel = "N", description = "Only the change with this number.") @Nullable
                    String sequence,
            @Option(names = "--all", description = "All changes of the item that wait by now.") boolean all,
            @Mixin Operator operator,
            @Mixin ConfigOptions options) {
        if (all && sequence != null) {
            throw new ParameterException(spec.subcommands().get("discard"), "--sequence and --all exclude each other");
        }
        if (reason.isBlank()) {
            throw Failure.usage("--reason is empty: say why, for those who read the audit log");
        }
        try (Connection connection = setting.program().connect(options.load(setting))) {
            ParkedItem item = item(connection, projection, subject);
            List<ParkedRecord> meant = meant(waiting(connection, item), sequence, all);
            if (operator.dryRun()) {
                meant.forEach(parked -> line("would discard " + ParkedText.name(parked)));
                line("dry run: nothing was written");
                return 0;
            }
            return work(connection, operator).discard(item, range(meant), reason);
        }
    }

    private static Redriver.Range range(List<ParkedRecord> meant) {
        List<SequenceNumber> numbers =
                meant.stream().map(ParkedRecord::sequence).sorted().toList();
        return new Redriver.Range(numbers.getFirst(), numbers.getLast());
    }

    private static List<ParkedRecord> meant(List<ParkedRecord> waiting, @Nullable String sequence, boolean all) {
        if (sequence == null) {
            return all ? waiting : waiting.subList(0, 1);
        }
        SequenceNumber number = sequenceNumber(sequence);
        List<ParkedRecord> found = waiting.stream()
                .filter(parked -> parked.sequence().equals(number))
                .toList();
        if (found.isEmpty()) {
            throw Failure.of("no change #" + number + " waits there");
        }
        return found;
    }

    private static SequenceNumber sequenceNumber(String text) {
        try {
            return new SequenceNumber(text);
        } catch (IllegalArgumentException notOne) {
            throw Failure.usage("--sequence: " + notOne.getMessage());
        }
    }

    private static List<ParkedItem> items(ParkedScope scope, Connection connection, Config config) {
        return scope.markers(connection.parkingLot(), config).stream()
                .map(Marker::item)
                .toList();
    }

    private static ParkedItem item(Connection connection, String projection, String subject) {
        if (projection.isBlank()) {
            throw Failure.usage("name the projection for which the changes wait");
        }
        ItemReference item = ItemReference.parse(subject, connection::keyOf);
        return new ParkedItem(new ProjectionName(projection), item.table(), item.key());
    }

    /** The changes of an item that wait, which are some. */
    private static List<ParkedRecord> waiting(Connection connection, ParkedItem item) {
        ParkingLot lot = connection.parkingLot();
        List<ParkedRecord> waiting = new ArrayList<>();
        lot.records(item).forEachRemaining(waiting::add);
        if (waiting.isEmpty()) {
            throw Failure.of("no change of " + item.table() + "/" + item.key() + " waits for projection "
                    + item.projection() + "; 'afterimage parked list' shows what does");
        }
        return waiting;
    }

    private ParkedWork work(Connection connection, Operator operator) {
        StopSignal stop = setting.termination().listen(PATIENCE);
        return new ParkedWork(connection.redriver(operator.name(), stop), out());
    }

    private void line(String text) {
        out().println(text);
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
