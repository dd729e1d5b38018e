package dev.afterimage.version;

import dev.afterimage.projection.ProjectionName;
import java.util.List;

/** What is stored of the segments that versions are built from, as it is now. Thread-safe. */
public interface Segments {
    /** Those of a version, in order. */
    List<Segment> segments(ProjectionName version);

    /** Stores this where the revision before it is stored, or nothing if it is the first; answers whether it was so. */
    boolean put(Segment next);

    /** Takes all of a version away. */
    void forget(ProjectionName version);
}
