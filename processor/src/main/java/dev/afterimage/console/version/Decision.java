package dev.afterimage.console.version;

import dev.afterimage.version.VersionState;
import dev.afterimage.version.VersionStatus;
import java.util.Locale;
import java.util.Optional;

/** What an operator may decide about a version of a projection. */
public enum Decision {
    REBUILD(
            "Rebuild",
            "It is built from the audit log into its own tables, while the workers go on, until it is live. Every worker"
                    + " must run code that has this version. Readers stay where they are. Where it is interrupted, the"
                    + " same again goes on where it ended."),
    COMPARE(
            "Compare",
            "Every row of both versions is read, both sides at one moment, so that changes make no difference. Nothing is"
                    + " written."),
    SWITCH(
            "Switch readers to it",
            "Whoever asks which table to read is sent to this version. The one that was read so far is kept up to date"
                    + " for a while, so that there is a way back."),
    ROLLBACK(
            "Roll back",
            "Whoever asks which table to read is sent back to the version that was read before this one. This one is"
                    + " kept up to date for a while."),
    PAUSE(
            "Pause",
            "It gets no changes until it is resumed, and whoever reads it sees what it is now. What it misses is known,"
                    + " and none of it is lost."),
    RESUME("Resume", "What it has missed is caught up, each change once, until it is live."),
    DROP(
            "Drop",
            "All its rows are deleted, and it gets no changes any more. Its tables stay, empty. There is no way back but"
                    + " to build it anew.");

    private final String label;
    private final String consequence;

    Decision(String label, String consequence) {
        this.label = label;
        this.consequence = consequence;
    }

    public String label() {
        return label;
    }

    /** What will happen, for whoever is about to decide so. */
    public String consequence() {
        return consequence;
    }

    /** As it stands in addresses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Decision> of(String word) {
        for (Decision decision : values()) {
            if (decision.word().equals(word)) {
                return Optional.of(decision);
            }
        }
        return Optional.empty();
    }

    /** Whether it makes sense for a version as it is. */
    public boolean isPossible(VersionStatus version) {
        Optional<VersionState> state = version.state();
        return switch (this) {
            case REBUILD ->
                version.code().isPresent()
                        && state.map(some ->
                                        some instanceof VersionState.Building || some instanceof VersionState.Dropped)
                                .orElse(true);
            case COMPARE -> version.code().isPresent() && hasRows(state);
            case SWITCH -> version.code().isPresent() && !version.current() && isLive(state);
            case ROLLBACK ->
                version.current() && version.projection().previous().isPresent();
            case PAUSE -> version.code().isPresent() && isLive(state);
            case RESUME ->
                version.code().isPresent()
                        && state.filter(some ->
                                        some instanceof VersionState.Paused || some instanceof VersionState.CatchingUp)
                                .isPresent();
            case DROP ->
                !version.current()
                        && state.filter(some -> !(some instanceof VersionState.Dropped))
                                .isPresent();
        };
    }

    private static boolean isLive(Optional<VersionState> state) {
        return state.orElse(null) instanceof VersionState.Live;
    }

    private static boolean hasRows(Optional<VersionState> state) {
        return state.filter(some -> !(some instanceof VersionState.Dropped) && !(some instanceof VersionState.Dropping))
                .isPresent();
    }
}
