package dev.afterimage.app;

import dev.afterimage.plugin.Plugins;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.todo.TodoProjections;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every projection that a configuration may name: those of the program, and those of plugins. Close it last. */
record Projections(List<Projection> own, Plugins plugins) implements AutoCloseable {
    /** The sample ones, which are meant where a configuration names none. */
    static final List<Projection> BUILT_IN = TodoProjections.all();

    /** These in all their versions. */
    static final List<Projection> OWN = Stream.concat(BUILT_IN.stream(), TodoProjections.laterVersions().stream())
            .toList();

    Projections {
        own = List.copyOf(own);
    }

    /** With the plugins of this folder; an {@code UnusablePluginsException} where they cannot be used. */
    static Projections open(List<Projection> own, Optional<Path> folder) {
        return new Projections(own, folder.map(path -> Plugins.open(path, own)).orElseGet(Plugins::none));
    }

    /** The names of these, while nothing is kept open. */
    static Set<ProjectionName> names(List<Projection> own, Optional<Path> folder) {
        try (Projections projections = open(own, folder)) {
            return projections.all().stream().map(Projection::name).collect(Collectors.toUnmodifiableSet());
        }
    }

    List<Projection> all() {
        return Stream.concat(own.stream(), plugins.projections().stream()).toList();
    }

    /** Those that get changes without having been built. */
    List<Projection> firstVersions() {
        return all().stream().filter(projection -> projection.version() == 1).toList();
    }

    @Override
    public void close() {
        plugins.close();
    }
}
