package dev.afterimage.cli;

import dev.afterimage.config.Config;
import dev.afterimage.inspection.RowChanges;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.rebuild.Comparison;
import dev.afterimage.rebuild.Difference;
import dev.afterimage.rebuild.RebuildEnd;
import dev.afterimage.rebuild.Rebuilder;
import dev.afterimage.version.VersionMove;
import dev.afterimage.version.VersionStatus;
import dev.afterimage.version.Versions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks after the versions of projections. */
@Command(
        name = "projections",
        description =
                "Build a new version of a projection beside the one that is read, compare both, send readers from one"
                        + " to the other and back; pause, resume and drop versions.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  afterimage projections list",
            "  afterimage projections rebuild list_summary --version 2",
            "  afterimage projections compare list_summary --ignore done_count --ignore open_count",
            "  afterimage projections switch list_summary --version 2",
            "  afterimage projections rollback list_summary",
            "  afterimage projections drop list_summary --version 1"
        })
final class ProjectionsCommand implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Setting setting;

    @Spec
    private CommandSpec spec;

    ProjectionsCommand(Setting setting) {
        this.setting = setting;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say which: list, rebuild, compare, switch, rollback, pause, resume or drop");
    }

    @Command(
            name = "list",
            description =
                    "List every version: its state, whether readers read it, its tables, and how far one that is being"
                            + " built has come.",
            footerHeading = "%nExample:%n",
            footer = "  afterimage projections list --output json")
    void list(@Mixin ConfigOptions options, @Mixin Output output) {
        try (Connection connection = connect(options)) {
            text(output).list(VersionStatus.all(connection.versions(), connection.segments()));
        }
    }

    @Command(
            name = "rebuild",
            description =
                    "Build a version from the audit log into its own tables, while the workers go on, until it is live."
                            + " Every worker must run code that has this version. Interrupted, the same again goes on where it"
                            + " ended; more processes share the work. Exit code 1 where items cannot be built.",
            footerHeading = "%nExample:%n",
            footer = "  afterimage projections rebuild list_summary --version 2 --threads 8")
    int rebuild(
            @Parameters(paramLabel = "NAME", description = "The projection.") String name,
            @Option(names = "--version", required = true, paramLabel = "N", description = "Which version.") int version,
            @Option(
                            names = "--segments",
                            defaultValue = "16",
                            paramLabel = "N",
                            description =
                                    "In how many segments the audit log is walked through (default: ${DEFAULT-VALUE}).")
                    int segments,
            @Option(
                            names = "--threads",
                            defaultValue = "4",
                            paramLabel = "N",
                            description = "How many of them at the same time (default: ${DEFAULT-VALUE}).")
                    int threads,
            @Mixin ConfigOptions options,
            @Mixin Output output) {
        if (segments < 1 || segments > 1_000 || threads < 1 || threads > 256) {
            throw Failure.usage("--segments is 1 to 1000, and --threads 1 to 256");
        }
        Rebuilder.Extent extent = new Rebuilder.Extent(segments, threads);
        return does(
                options,
                output,
                "live",
                (rebuilder, stop) -> rebuilder.rebuild(projection(name), version, extent, stop));
    }

    @Command(
            name = "pause",
            description = "Let a version be without changes until it is resumed; the others go on.",
            footerHeading = "%nExample:%n",
            footer = "  afterimage projections pause user_lists --version 1")
    int pause(
            @Parameters(paramLabel = "NAME", description = "The projection.") String name,
            @Option(names = "--version", required = true, paramLabel = "N", description = "Which version.") int version,
            @Mixin ConfigOptions options,
            @Mixin Output output) {
        return does(options, output, "paused", (rebuilder, stop) -> rebuilder.pause(projection(name), version, stop));
    }

    @Command(
            name = "resume",
            description = "Catch up what a paused version has missed, each change once, until it is live.",
            footerHeading = "%nExample:%n",
            footer = "  afterimage projections resume user_lists --version 1")
    int resume(
            @Parameters(paramLabel = "NAME", description = "The projection.") String name,
            @Option(names = "--version", required = true, paramLabel = "N", description = "Which version.") int version,
            @Mixin ConfigOptions options,
            @Mixin Output output) {
        return does(options, output, "live", (rebuilder, stop) -> rebuilder.resume(projection(name), version, stop));
    }

    @Command(
            name = "drop",
            description =
                    "Delete the rows of a version that readers do not read, and keep it no more. Its tables stay, empty."
                            + " Asks before.",
            footerHeading = "%nExample:%n",
            footer = "  afterimage projections drop list_summary --version 1 --yes")
    int drop(
            @Parameters(paramLabel = "NAME", description = "The projection.") String name,
            @Option(names = "--version", required = true, paramLabel = "N", description = "Which version.") int version,
            @Option(names = "--now", description = "Even where it is still kept for a way back (versions.keep).")
                    boolean now,
            @Option(names = "--yes", description = "Do not ask.") boolean yes,
            @Mixin ConfigOptions options,
            @Mixin Output output) {
        if (!yes && !setting.terminal().attended()) {
            throw Failure.usage("nobody is at a terminal to be asked: say --yes");
        }
        if (!yes && !setting.terminal().agrees("delete all rows of version " + version + " of " + name + "?")) {
            return 1;
        }
        return does(
                options, output, "dropped", (rebuilder, stop) -> rebuilder.drop(projection(name), version, !now, stop));
    }

    @Command(
            name = "switch",
            description =
                    "Send readers to a version that is live. The one before is kept up to date for versions.keep.",
            footerHeading = "%nExample:%n",
            footer = "  afterimage projections switch list_summary --version 2")
    int switchTo(
            @Parameters(paramLabel = "NAME", description = "The projection.") String name,
            @Option(names = "--version", required = true, paramLabel = "N", description = "Which version.") int version,
            @Mixin ConfigOptions options,
            @Mixin Output output) {
        try (Connection connection = connect(options)) {
            return moved(connection.versions().switchTo(projection(name), version), output);
        }
    }

    @Command(
            name = "rollback",
            description = "Send readers back to the version that they read before.",
            footerHeading = "%nExample:%n",
            footer = "  afterimage projections rollback list_summary")
    int rollback(
            @Parameters(paramLabel = "NAME", description = "The projection.") String name,
            @Mixin ConfigOptions options,
            @Mixin Output output) {
        try (Connection connection = connect(options)) {
            return moved(connection.versions().rollBack(projection(name)), output);
        }
    }

    @Command(
            name = "compare",
            description =
                    "Compare the rows of two versions, or of one with what its code makes of the source tables as they"
                            + " are. Exit code 1 where they differ.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  afterimage projections compare list_summary --versions 1,2 --ignore done_count --ignore open_count",
                "  afterimage projections compare list_summary --versions 2 --source",
                "",
                "A number that is 0 counts as an attribute that is absent, and a row that readers do not see as none. Two",
                "versions are read at one moment, row by row; with --source changes in flight may count as different, and",
                "the whole view is held in memory."
            })
    int compare(
            @Parameters(paramLabel = "NAME", description = "The projection.") String name,
            @Mixin CompareOptions asked,
            @Mixin ConfigOptions options,
            @Mixin Output output) {
        Comparison.Scope scope = asked.scope();
        Config config = options.load(setting);
        try (Connection connection = setting.program().connect(config)) {
            List<Projection> sides = sides(connection.versions(), projection(name), asked.numbers(), asked.source());
            boolean linked = config.audit().rowLinks() && asked.changes() > 0;
            RowChanges log = new RowChanges(connection.auditSearch());
            ProjectionsText text = text(output);
            Consumer<Difference> tell = difference -> text.difference(
                    difference, linked ? log.newest(Comparison.rows(difference, sides), asked.changes()) : List.of());
            Comparison comparison = connection.comparison(scope);
            Comparison.Report report = asked.source()
                    ? comparison.source(sides.getFirst(), tell)
                    : comparison.versions(sides.getFirst(), sides.getLast(), tell);
            if (report.different() > 0 && !config.audit().rowLinks()) {
                text.hint("which changes led to a row is known where audit.row_links is on; it is off");
            }
            text.compared(
                    report,
                    asked.source()
                            ? "the source tables"
                            : sides.getLast().versionName().value());
            return report.different() == 0 ? 0 : 1;
        }
    }

    private static List<Projection> sides(
            Versions versions, ProjectionName name, Optional<List<Integer>> numbers, boolean source) {
        List<Projection> known = versions.catalog().of(name);
        int wanted = source ? 1 : 2;
        List<Integer> asked = numbers.orElseGet(() -> source
                ? versions.of(name).map(all -> List.of(all.current())).orElse(List.of())
                : known.stream()
                        .skip(Math.max(0, known.size() - 2))
                        .map(Projection::version)
                        .toList());
        List<Projection> sides = asked.stream()
                .flatMap(number -> versions.catalog().of(name, number).stream())
                .toList();
        if (sides.size() != wanted || asked.size() != wanted) {
            throw Failure.usage("there is code for "
                    + (known.isEmpty()
                            ? "no projection " + name
                            : "these versions of " + name + ": "
                                    + known.stream().map(Projection::version).toList())
                    + "; name " + (source ? "one" : "two") + " with --versions");
        }
        if (!source) {
            Comparison.incomparable(sides.getFirst(), sides.getLast()).ifPresent(reason -> {
                throw Failure.usage(reason);
            });
        }
        return sides;
    }

    private int does(
            ConfigOptions options, Output output, String done, BiFunction<Rebuilder, StopSignal, RebuildEnd> work) {
        ProjectionsText text = text(output);
        try (Connection connection = connect(options)) {
            StopSignal stop = setting.termination().listen(PATIENCE);
            return text.ended(work.apply(connection.rebuilder(text), stop), done);
        }
    }

    private int moved(VersionMove move, Output output) {
        return text(output).moved(move);
    }

    private static ProjectionName projection(String name) {
        if (name.isBlank()) {
            throw Failure.usage("name a projection");
        }
        return new ProjectionName(name);
    }

    private Connection connect(ConfigOptions options) {
        return setting.program().connect(options.load(setting));
    }

    private ProjectionsText text(Output output) {
        return new ProjectionsText(
                output, spec.commandLine().getOut(), spec.commandLine().getErr());
    }
}
