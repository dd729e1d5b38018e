package dev.afterimage.plugin;

import dev.afterimage.projection.Projection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;

/** One jar with projections, and the class loader of its own that it has. Close it when no projection runs any more. */
final class PluginJar implements AutoCloseable {
    private static final String SERVICES = "META-INF/services/" + Projection.class.getName();

    private final Path path;
    private final URLClassLoader loader;
    private final List<Projection> projections = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private PluginJar(Path path, URLClassLoader loader) {
        this.path = path;
        this.loader = loader;
    }

    /** Opens a jar and makes its projections; what fails is among the {@link #problems}. */
    static PluginJar open(Path path, ClassLoader visible) {
        PluginJar jar = new PluginJar(
                path, new URLClassLoader("plugin " + path.getFileName(), new URL[] {address(path)}, visible));
        jar.readServices().ifPresentOrElse(jar::problem, jar::load);
        return jar;
    }

    private static URL address(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What is wrong with the jar itself. */
    private Optional<String> readServices() {
        try (JarFile file = new JarFile(path.toFile())) {
            return file.getEntry(SERVICES) == null
                    ? Optional.of("has no file " + SERVICES + ": put one in that names its projections, a class a line")
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.of("is no jar that can be read: " + unreadable.getMessage());
        }
    }

    private void load() {
        Iterator<ServiceLoader.Provider<Projection>> providers =
                ServiceLoader.load(Projection.class, loader).stream().iterator();
        boolean more = true;
        while (more) {
            more = loadNext(providers);
        }
        if (projections.isEmpty() && problems.isEmpty()) {
            problem("names no projection in " + SERVICES);
        }
    }

    /** Whether there may be another one. */
    private boolean loadNext(Iterator<ServiceLoader.Provider<Projection>> providers) {
        try {
            if (!providers.hasNext()) {
                return false;
            }
            Projection projection = providers.next().get();
            if (projection.name() == null || projection.sources() == null || projection.tables() == null) {
                problem("holds " + projection.getClass().getName()
                        + ", which has no name, no sources or no tables: null is none");
            } else {
                projections.add(projection);
            }
            return true;
        } catch (ServiceConfigurationError unusable) {
            problem(PluginMistake.inWords(unusable));
            return true;
        } catch (LinkageError unusable) {
            problem(PluginMistake.inWords(unusable));
            return false;
        } catch (RuntimeException failed) {
            problem("holds a projection that fails when it is asked for its name, sources and tables: " + failed);
            return true;
        }
    }

    private void problem(String what) {
        problems.add("plugin " + path.getFileName() + " " + what);
    }

    Path path() {
        return path;
    }

    List<Projection> projections() {
        return projections;
    }

    List<String> problems() {
        return problems;
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("the plugin " + path + " cannot be closed", failed);
        }
    }
}
