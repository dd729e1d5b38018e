package dev.afterimage.console.version;

import dev.afterimage.console.web.Address;
import dev.afterimage.version.VersionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The question whether something is meant.
 *
 * @param others the other versions of the projection that it can be compared with
 */
public record Question(VersionStatus version, Decision decision, List<Integer> others, Instant now) {
    public String address() {
        return address(version, decision);
    }

    static String address(VersionStatus version, Decision decision) {
        return Address.of("/projections")
                .part(version.projection().name().value())
                .part(String.valueOf(version.version()))
                .part(decision.word())
                .toString();
    }

    public String title() {
        return version.projection().name() + ", version " + version.version();
    }

    /** Whether it can be decided now. */
    public boolean possible() {
        return decision.isPossible(version);
    }

    /** Until when it is kept, where that is still to come. */
    public Optional<Instant> kept() {
        return version.keptUntil().filter(now::isBefore);
    }

    /** The version that readers would read. */
    public Optional<Integer> readNext() {
        return switch (decision) {
            case SWITCH -> Optional.of(version.version());
            case ROLLBACK -> version.projection().previous();
            case REBUILD, COMPARE, PAUSE, RESUME, DROP -> Optional.empty();
        };
    }
}
