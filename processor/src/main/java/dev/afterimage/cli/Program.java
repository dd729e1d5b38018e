package dev.afterimage.cli;

import dev.afterimage.config.Config;
import dev.afterimage.config.ConfigLoader;
import java.util.Map;
import java.util.Optional;

/** What the verbs ask of the program. */
public interface Program {
    /** A loader that knows which projections there are. */
    ConfigLoader configs(Map<String, String> environment);

    /** Connects to the tables of this configuration; whoever calls it closes the connection. */
    Connection connect(Config config);

    /**
     * Starts a worker, which is ready when this returns; whoever calls it closes the worker. A {@link Failure} where the
     * tables are not as they must be.
     */
    Worker start(Config config);

    /** Explains a failure that came from DynamoDB, for people: what, why, what to do; empty for any other. */
    Optional<String> explain(Throwable failure);
}
