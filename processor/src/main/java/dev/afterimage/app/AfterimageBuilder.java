package dev.afterimage.app;

import dev.afterimage.config.Config;
import dev.afterimage.config.ConfigLoader;
import dev.afterimage.config.InvalidConfigException;
import dev.afterimage.config.Loaded;
import dev.afterimage.feed.ExpiryFeed;
import dev.afterimage.feed.ExpiryListener;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a worker within a Java program is to do. The program's own log, shutdown and exit code stay its own. For one
 * thread.
 *
 * <pre>{@code
 * try (Afterimage worker = Afterimage.builder()
 *         .config(Path.of("afterimage.yaml"))
 *         .projection(new CustomerOrders())
 *         .onExpiration((event, cursor) -> mail.send(event))
 *         .start()) {
 *     server.join();
 * }
 * }</pre>
 */
public final class AfterimageBuilder {
    private final List<Projection> projections = new ArrayList<>();
    private final List<PipelineListener> listeners = new ArrayList<>();
    private final List<ExpiryListener> expirations = new ArrayList<>();
    private Optional<Cursor> after = Optional.empty();
    private Optional<Function<ConfigLoader, Loaded>> source = Optional.empty();
    private Map<String, String> variables = Map.of();

    AfterimageBuilder() {}

    /** By this file. */
    public AfterimageBuilder config(Path file) {
        source = Optional.of(loader -> loader.load(file));
        return this;
    }

    /** By this text, in the form of the file; a path in it begins at the process's folder. */
    public AfterimageBuilder config(String yaml) {
        source = Optional.of(loader -> loader.load("configuration", yaml));
        return this;
    }

    /** By what was read already: whoever reads it by another loader names the {@link #projection}s in it. */
    public AfterimageBuilder config(Config config) {
        source = Optional.of(_ -> new Loaded.Valid(config));
        return this;
    }

    /**
     * Lets the {@code AFTERIMAGE_…} ones of these variables override the file, as the program's own verbs do with those of
     * the process. By default none does.
     */
    public AfterimageBuilder variables(Map<String, String> environment) {
        variables = Map.copyOf(environment);
        return this;
    }

    /**
     * Adds a projection, which the configuration may name. Where it names none, those that are added here are meant, and
     * without any the sample ones.
     */
    public AfterimageBuilder projection(Projection projection) {
        projections.add(projection);
        return this;
    }

    /** Tells somebody what happens in the lanes. */
    public AfterimageBuilder listener(PipelineListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Tells somebody of every expiration that any worker records from the start on, or after {@link #expirationsAfter}. */
    public AfterimageBuilder onExpiration(ExpiryListener listener) {
        expirations.add(listener);
        return this;
    }

    /** Where the listeners of expirations go on: what an earlier process had as its last cursor. */
    public AfterimageBuilder expirationsAfter(Cursor cursor) {
        after = Optional.of(cursor);
        return this;
    }

    /**
     * Starts the worker, which reads when this returns. Nothing is left open where it fails: an
     * {@link InvalidConfigException} tells all that is wrong with the configuration, an {@link UnfitTablesException} all
     * that is wrong with the tables.
     */
    public Afterimage start() {
        List<Projection> own = own();
        Afterimage worker = Afterimage.start(config(own), own, listeners);
        try {
            ExpiryFeed feed = worker.expirations();
            Cursor from = after.orElseGet(feed::latest);
            expirations.forEach(listener -> worker.listen(from, listener));
            return worker;
        } catch (RuntimeException | Error failure) {
            try (worker) {
                throw failure;
            }
        }
    }

    /**
     * Opens the engine alone, for triggers that bring changes themselves: of a worker it has neither console nor deliveries,
     * nor those who listen. It looks at no table before the first change comes.
     */
    public Engine engine() {
        List<Projection> own = own();
        return Engine.open(config(own), own);
    }

    private List<Projection> own() {
        return Stream.concat(Projections.OWN.stream(), projections.stream()).toList();
    }

    private Config config(List<Projection> own) {
        List<ProjectionName> usual = (projections.isEmpty() ? Projections.BUILT_IN : projections)
                .stream().map(Projection::name).distinct().toList();
        ConfigLoader loader = new ConfigLoader(plugins -> Projections.names(own, plugins), usual, variables);
        Function<ConfigLoader, Loaded> given =
                source.orElseThrow(() -> new IllegalStateException("there is no configuration: give one by 'config'"));
        return switch (given.apply(loader)) {
            case Loaded.Valid valid -> valid.config();
            case Loaded.Invalid invalid -> throw new InvalidConfigException(invalid.problems());
        };
    }
}
