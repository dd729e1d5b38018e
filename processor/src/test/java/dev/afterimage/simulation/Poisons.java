package dev.afterimage.simulation;

import dev.afterimage.change.ChangeId;
import dev.afterimage.projection.ProjectionName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which changes a projection cannot take, until it is mended. */
final class Poisons {
    private final Map<Key, Poison> poisons = new HashMap<>();
    private final Set<ProjectionName> mended = new HashSet<>();

    private record Key(ProjectionName projection, ChangeId change) {}

    /** What is bad about a change. */
    enum Poison {
        /** The projection throws. */
        THROWS,
        /** The projection has no answer in time. */
        HANGS,
        /** DynamoDB refuses what it writes, and says which of it. */
        REFUSED,
        /** DynamoDB refuses what it writes, and does not say which of it. */
        REFUSED_UNNAMED
    }

    void add(ProjectionName projection, ChangeId change, Poison poison) {
        poisons.put(new Key(projection, change), poison);
    }

    /** A version of the projection is deployed that can take everything. */
    boolean mend(ProjectionName projection) {
        return mended.add(projection);
    }

    Optional<Poison> of(ProjectionName projection, ChangeId change) {
        return mended.contains(projection)
                ? Optional.empty()
                : Optional.ofNullable(poisons.get(new Key(projection, change)));
    }
}
