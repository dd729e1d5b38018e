package dev.afterimage.version;

import dev.afterimage.projection.ProjectionName;
import java.util.List;
import java.util.Optional;

/** What is stored of the versions of projections, as it is now. Thread-safe. */
public interface VersionRegistry {
    /** All that is stored, in the order of names. */
    List<ProjectionVersions> all();

    /** Empty where nothing is stored. */
    Optional<ProjectionVersions> of(ProjectionName name);

    /** Stores this where the revision before it is stored, or nothing if it is the first; answers whether it was so. */
    boolean put(ProjectionVersions next);
}
