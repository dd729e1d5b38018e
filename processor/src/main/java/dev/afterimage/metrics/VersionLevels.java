package dev.afterimage.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** The states of projections' versions. For one thread. */
final class VersionLevels {
    private static final String VERSION = "version";

    private final Levels states;
    private final Levels current;
    private final Levels built;

    VersionLevels(MeterRegistry registry) {
        this.states = Levels.of("afterimage.projection.version", "1, with the state of a version.", registry);
        this.current = Levels.of("afterimage.projection.current", "1 where readers are to read it.", registry);
        this.built = Levels.of("afterimage.rebuild.items", "Items that are built, while a version is.", registry);
    }

    void look(List<VersionFigures> versions) {
        versions.forEach(this::look);
        List.of(states, current, built).forEach(Levels::show);
    }

    private void look(VersionFigures version) {
        Tags tags = Tags.of(Names.PROJECTION, version.projection(), VERSION, String.valueOf(version.version()));
        states.see(tags.and("state", version.state()), 1);
        current.see(tags, version.current() ? 1 : 0);
        if (version.state().equals("building")) {
            built.see(tags, version.built());
        }
    }
}
