package dev.afterimage.cli;

import dev.afterimage.change.Change;
import dev.afterimage.config.ProjectionFiles;
import dev.afterimage.declared.DeclaredProjections;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.stream.StreamSource;
import dev.afterimage.stream.fixture.FixtureReader;
import dev.afterimage.stream.fixture.MalformedFixture;
import dev.afterimage.table.TableFileText;
import dev.afterimage.testing.Trial;
import dev.afterimage.todo.TodoProjections;
import dev.afterimage.yaml.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what projections in YAML make of recorded changes. */
@Command(
        name = "try",
        description = {
            "Show which rows projections that are written in YAML make of recorded changes. Nothing is called.",
            "Without FIXTURE, the definitions are checked alone. A fixture has the JSON shape of the DynamoDB event that"
                    + " Lambda functions receive; 'run' writes such files where record.folder is set."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  afterimage try orders.yaml",
            "  afterimage try orders.yaml order-changes.json --watch",
            "  afterimage try orders.yaml --table-file > order-tables.yaml",
            "  afterimage try --schema > projections.schema.json"
        })
final class TryCommand implements Callable<Integer> {
    private final Setting setting;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PROJECTIONS",
            description = "The file of projections, or a folder of such files.")
    private @Nullable Path definitions;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "FIXTURE", description = "The recorded changes.")
    private List<Path> fixtures = List.of();

    @ArgGroup
    private @Nullable Instead instead;

    @Mixin
    private Output output = new Output();

    /** What may be asked for beside rows, one of it. */
    static final class Instead {
        @Option(
                names = {"-w", "--watch"},
                description = "Show the rows again whenever a file is saved, until it is stopped.")
        private boolean watch;

        @Option(
                names = "--table-file",
                description = "Print the derived tables as a file of tables instead, which Terraform's modules take.")
        private boolean tableFile;

        @Option(names = "--schema", description = "Print the JSON Schema of such files instead, for editors.")
        private boolean schema;
    }

    TryCommand(Setting setting) {
        this.setting = setting;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (instead != null && instead.schema) {
            out.println(schema().stripTrailing());
            out.flush();
            return 0;
        }
        Path file = required();
        if (instead != null && instead.tableFile) {
            out.print(TableFileText.ofDerived(
                    tables(read(file)).map(DerivedTable::definition).toList()));
            out.flush();
            return 0;
        }
        return instead != null && instead.watch ? watch(file) : show(file);
    }

    private static String schema() {
        try (InputStream schema =
                Objects.requireNonNull(DeclaredProjections.class.getResourceAsStream("projections.schema.json"))) {
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("the schema is missing in the program's jar", broken);
        }
    }

    private Path required() {
        if (definitions == null) {
            throw new ParameterException(spec.commandLine(), "name a file of projections");
        }
        return definitions;
    }

    private int watch(Path file) {
        List<Path> watched = Stream.concat(Stream.of(file), fixtures.stream()).toList();
        return new Watching(setting.termination(), watched).whenever(() -> {
            try {
                show(file);
            } catch (Failure failure) {
                spec.commandLine().getErr().println("afterimage: " + failure.getMessage());
                spec.commandLine().getErr().flush();
            }
        });
    }

    private int show(Path file) {
        List<Projection> projections = read(file);
        TryText text = new TryText(spec.commandLine().getOut(), output.isJson());
        if (fixtures.isEmpty()) {
            text.checked(projections);
            return 0;
        }
        Trial trial = Trial.of(projections, changes());
        text.trial(trial, tables(projections).toList());
        return trial.refusals().isEmpty() ? 0 : 1;
    }

    private static Stream<DerivedTable> tables(List<Projection> projections) {
        return projections.stream().flatMap(projection -> projection.tables().stream());
    }

    private static List<Projection> read(Path file) {
        Problems problems = new Problems();
        ProjectionFiles files = new ProjectionFiles(
                TodoProjections.all().stream().map(Projection::name).collect(Collectors.toUnmodifiableSet()), problems);
        files.read(file);
        if (problems.count() > 0) {
            throw Failure.usage(MistakesText.of("projections", problems.inOrder()));
        }
        return files.all();
    }

    private List<Change> changes() {
        try {
            return new FixtureReader(StreamSource::of)
                    .read(fixtures).stream()
                            .flatMap(lane -> lane.changes().stream())
                            .toList();
        } catch (MalformedFixture malformed) {
            throw Failure.of(String.valueOf(malformed.getMessage()));
        }
    }
}
