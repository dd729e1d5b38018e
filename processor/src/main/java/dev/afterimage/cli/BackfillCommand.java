package dev.afterimage.cli;

import dev.afterimage.backfill.Backfill;
import dev.afterimage.backfill.Backfilling;
import dev.afterimage.backfill.Progress;
import dev.afterimage.backfill.ScanSettings;
import dev.afterimage.backfill.Segment;
import dev.afterimage.config.Config;
import dev.afterimage.item.TableName;
import java.util.List;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings what was in a table before its stream into projections and the audit log. */
@Command(
        name = "backfill",
        description =
                "Bring what was in a table before it was followed into the projections and the audit log, each item"
                        + " exactly once, while changes go on. Workers do it; start it before the first of them.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  afterimage backfill start lists --segments 8 --read-units 100",
            "  afterimage backfill status lists --verbose",
            "  afterimage backfill pause lists"
        })
final class BackfillCommand implements Runnable {
    private final Setting setting;

    @Spec
    private CommandSpec spec;

    BackfillCommand(Setting setting) {
        this.setting = setting;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which: start, status, pause, resume or cancel");
    }

    @Command(
            name = "start",
            description = "Begin. It is refused where changes have come already of items that are older; with"
                    + " --repair, where none has ever come.",
            footerHeading = "%nExample:%n",
            footer = "  afterimage backfill start lists --segments 8 --read-units 100")
    int start(
            @Parameters(paramLabel = "TABLE", description = "A table that is followed.") String name,
            @Option(
                            names = "--segments",
                            defaultValue = "4",
                            paramLabel = "N",
                            description = "Into how many parts the table"
                                    + " is divided, each read by one worker at a time (default: ${DEFAULT-VALUE}).")
                    int segments,
            @Option(
                            names = "--read-units",
                            defaultValue = "0",
                            paramLabel = "N",
                            description = "How many read units a second"
                                    + " all may use; 0 for no limit (default: ${DEFAULT-VALUE}).")
                    int readUnits,
            @Option(
                            names = "--items-a-second",
                            defaultValue = "0",
                            paramLabel = "N",
                            description = "How many items a second"
                                    + " all may load; 0 for no limit (default: ${DEFAULT-VALUE}).")
                    int itemsASecond,
            @Option(
                            names = "--eventually-consistent",
                            description = "Read at half the price. Only where nothing is written"
                                    + " to the table meanwhile.")
                    boolean eventually,
            @Option(
                            names = "--repair",
                            description = "Put right what is not as the table is, after changes were lost: see"
                                    + " 'audit verify'. The gaps that are known by then count as repaired.")
                    boolean repair,
            @Mixin ConfigOptions options) {
        ScanSettings settings;
        try {
            settings = new ScanSettings(segments, readUnits, itemsASecond, !eventually, false);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.subcommands().get("start"), wrong.getMessage());
        }
        return decide(
                name, options, (work, table) -> repair ? work.repair(table, settings) : work.start(table, settings));
    }

    @Command(
            name = "pause",
            description = "Let no worker read on until it is resumed.",
            footerHeading = "%nExample:%n",
            footer = "  afterimage backfill pause lists")
    int pause(
            @Parameters(paramLabel = "TABLE", description = "A table that is followed.") String name,
            @Mixin ConfigOptions options) {
        return decide(name, options, Backfilling::pause);
    }

    @Command(
            name = "resume",
            description = "Let workers read on.",
            footerHeading = "%nExample:%n",
            footer = "  afterimage backfill resume lists")
    int resume(
            @Parameters(paramLabel = "TABLE", description = "A table that is followed.") String name,
            @Mixin ConfigOptions options) {
        return decide(name, options, Backfilling::resume);
    }

    @Command(
            name = "cancel",
            description = "End early. What was loaded stays, and is followed as all else.",
            footerHeading = "%nExample:%n",
            footer = "  afterimage backfill cancel lists")
    int cancel(
            @Parameters(paramLabel = "TABLE", description = "A table that is followed.") String name,
            @Mixin ConfigOptions options) {
        return decide(name, options, Backfilling::cancel);
    }

    @Command(
            name = "status",
            description = "Show how far it is: exit code 1 where there is none.",
            footerHeading = "%nExample:%n",
            footer = "  afterimage backfill status lists --verbose")
    int status(
            @Parameters(paramLabel = "TABLE", description = "A table that is followed.") String name,
            @Option(names = "--verbose", description = "Also show each segment.") boolean verbose,
            @Mixin ConfigOptions options,
            @Mixin Output output) {
        Config config = options.load(setting);
        TableName table = followed(name, config);
        try (Connection connection = setting.program().connect(config)) {
            Backfill backfill = connection
                    .backfills()
                    .of(table)
                    .orElseThrow(() -> Failure.of("there is no backfill of " + table + ": 'afterimage backfill start "
                            + table + "' begins one"));
            List<Segment> segments = connection.backfills().segments(table);
            Progress progress = Progress.of(
                    backfill,
                    segments,
                    connection.roughCount(table),
                    setting.clock().instant());
            if (output.isJson()) {
                BackfillText.json(backfill, progress, spec.commandLine().getOut());
            } else {
                BackfillText.text(backfill, progress, spec.commandLine().getOut());
                if (verbose) {
                    BackfillText.segments(backfill, segments)
                            .print(spec.commandLine().getOut());
                }
            }
            return 0;
        }
    }

    private int decide(
            String name, ConfigOptions options, BiFunction<Backfilling, TableName, Backfilling.Result> decision) {
        Config config = options.load(setting);
        TableName table = followed(name, config);
        try (Connection connection = setting.program().connect(config)) {
            return switch (decision.apply(connection.backfilling(), table)) {
                case Backfilling.Result.Done done -> {
                    spec.commandLine()
                            .getOut()
                            .println("the " + done.backfill().purpose().text() + " of " + table + " is "
                                    + done.backfill().state().text());
                    spec.commandLine().getOut().flush();
                    yield 0;
                }
                case Backfilling.Result.Refused refused -> throw Failure.of(refused.reason());
            };
        }
    }

    private static TableName followed(String name, Config config) {
        return config.sourceTables().stream()
                .filter(table -> table.value().equals(name))
                .findFirst()
                .orElseThrow(() -> Failure.usage(
                        "'" + name + "' is no table that is followed; those are " + config.sourceTables()));
    }
}
