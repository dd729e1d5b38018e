package dev.afterimage.plugin;

import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The projections of the jars in a folder. Each jar has a class loader of its own and names its projections in
 * {@code META-INF/services/dev.afterimage.projection.Projection}. Close it when no projection runs any more.
 */
public final class Plugins implements AutoCloseable {
    private final List<PluginJar> jars;

    private Plugins(List<PluginJar> jars) {
        this.jars = List.copyOf(jars);
    }

    /** No plugins. */
    public static Plugins none() {
        return new Plugins(List.of());
    }

    /**
     * Opens every jar of a folder; an {@link UnusablePluginsException} tells all that is wrong with them.
     *
     * @param builtIn the projections that the program has itself, whose names are taken
     */
    public static Plugins open(Path folder, List<Projection> builtIn) {
        ClassLoader visible = new VisibleClasses(Plugins.class.getClassLoader());
        Plugins plugins = new Plugins(
                jarsIn(folder).stream().map(jar -> PluginJar.open(jar, visible)).toList());
        List<String> problems = new ArrayList<>(
                plugins.jars.stream().flatMap(jar -> jar.problems().stream()).toList());
        problems.addAll(plugins.namesakes(builtIn));
        if (!problems.isEmpty()) {
            plugins.close();
            throw new UnusablePluginsException(problems);
        }
        return plugins;
    }

    private static List<Path> jarsIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UnusablePluginsException(List.of("there is no folder " + folder.toAbsolutePath()));
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UnusablePluginsException(List.of("the folder " + folder + " cannot be read: " + unreadable));
        }
    }

    private List<String> namesakes(List<Projection> builtIn) {
        Map<ProjectionName, String> places = new HashMap<>();
        builtIn.forEach(projection -> places.put(projection.versionName(), "the program itself"));
        List<String> problems = new ArrayList<>();
        for (PluginJar jar : jars) {
            for (Projection projection : jar.projections()) {
                String place = "plugin " + jar.path().getFileName();
                String other = places.putIfAbsent(projection.versionName(), place);
                if (other != null) {
                    problems.add("two projections have the name " + projection.versionName() + ": one of " + other
                            + ", one of " + place + "; rename one, or take one jar away");
                }
            }
        }
        return problems;
    }

    /** Their projections, by the names of the jars. */
    public List<Projection> projections() {
        return jars.stream().flatMap(jar -> jar.projections().stream()).toList();
    }

    @Override
    public void close() {
        jars.forEach(PluginJar::close);
    }
}
