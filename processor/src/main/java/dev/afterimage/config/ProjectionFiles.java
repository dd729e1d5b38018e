package dev.afterimage.config;

import dev.afterimage.declared.DeclaredProjections;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.yaml.Place;
import dev.afterimage.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads files of declared projections, and notes all that is wrong with them. Not thread-safe. */
public final class ProjectionFiles {
    private final Problems problems;
    private final DeclaredProjections declared;

    /**
     * Nothing read so far.
     *
     * @param builtIn the projections that there are anyway
     */
    public ProjectionFiles(Set<ProjectionName> builtIn, Problems problems) {
        this.problems = problems;
        this.declared = new DeclaredProjections(builtIn, problems);
    }

    /** Reads a file, or in a folder every one that ends in {@code .yaml} or {@code .yml}, by name. */
    public void read(Path path) {
        try {
            List<Path> files = files(path);
            if (files.isEmpty()) {
                problem(path, "the folder holds no file that ends in .yaml or .yml");
            }
            for (Path file : files) {
                declared.read(file.toString(), Files.readString(file));
            }
        } catch (IOException unreadable) {
            problem(path, "the file of projections cannot be read: " + unreadable);
        }
    }

    /** The file, or those of the folder that are read. */
    public static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(ProjectionFiles::isDefinition).sorted().toList();
        }
    }

    private static boolean isDefinition(Path path) {
        String name = String.valueOf(path.getFileName());
        return (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(path);
    }

    private void problem(Path path, String detail) {
        problems.add(new Place.InFile(path.toString(), 1, 1), "", detail);
    }

    /** The projections that were read, in their order. */
    public List<Projection> all() {
        return declared.all();
    }
}
