package dev.afterimage.config;

import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.table.TableFile;
import dev.afterimage.yaml.Problems;
import dev.afterimage.yaml.Section;
import dev.afterimage.yaml.Value;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads which files of projections a configuration names, and what is in them.
 *
 * @param folder from which their paths go on
 */
record DeclaredReader(Path folder, Problems problems) {
    static final String KEY = "projection_files";

    private static final Value<Path> PATH = new Value<>("the path of a file or a folder", DeclaredReader::path);

    /** The projections of the files; {@code known} are the names of those that there are anyway. */
    List<Projection> read(Section root, Set<ProjectionName> known) {
        ProjectionFiles files = new ProjectionFiles(known, problems);
        root.values(KEY, PATH).orElse(List.of()).forEach(path -> files.read(folder.resolve(path)));
        return files.all();
    }

    /** Notes the derived tables that are, under the names they get, tables of another use. */
    static void requireApart(List<Projection> declared, Config config, Section root) {
        Set<TableName> followed = new HashSet<>(config.sourceTables());
        declared.forEach(projection -> followed.addAll(projection.sources()));
        Set<String> own = new HashSet<>();
        TableFile.afterimage().own().forEach(table -> own.add(config.tables().prefix() + table.name()));
        for (Projection projection : declared) {
            for (DerivedTable table : projection.tables()) {
                String called = config.tables().derivedPrefix() + table.name();
                if (followed.stream().anyMatch(source -> source.value().equals(called))) {
                    problem(root, projection, called, "is followed: it would feed itself");
                } else if (own.contains(called)) {
                    problem(root, projection, called, "the worker keeps for itself");
                }
            }
        }
    }

    private static void problem(Section root, Projection projection, String table, String use) {
        root.problem(
                KEY,
                "has projection " + projection.name() + ", whose table would be " + table + ", which " + use
                        + ": give it another name under table.name, or write tables.derived_prefix");
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException notOne) {
            return Optional.empty();
        }
    }
}
