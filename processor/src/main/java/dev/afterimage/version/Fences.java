package dev.afterimage.version;

import dev.afterimage.projection.ProjectionName;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/** Reads fences, strongly consistent. They are written only by commits, but for closed ones, which nobody needs. Thread-safe. */
public interface Fences {
    /** Those that are stored of these. */
    Map<FenceId, Fence> of(Collection<FenceId> ids);

    /** Every fence of a version; read on as it is iterated over. */
    Iterator<Fence> all(ProjectionName version);

    /** Takes a fence away that nobody goes by any more, where it is stored as it is here. */
    void forget(Fence fence);
}
