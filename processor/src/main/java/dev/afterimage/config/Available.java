package dev.afterimage.config;

import dev.afterimage.projection.ProjectionName;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Which projections a configuration may name. */
@FunctionalInterface
public interface Available {
    /**
     * Their names; an {@code UnusablePluginsException} that tells all that is wrong where there are plugins that cannot be
     * used.
     *
     * @param plugins the folder of plugins; empty for none
     */
    Set<ProjectionName> names(Optional<Path> plugins);
}
