package dev.afterimage.version;

import java.time.Instant;
import java.util.Optional;

/** What becomes of changes for one version of a projection. Immutable. */
public sealed interface VersionState {
    /** Since when it is so. */
    Instant since();

    /**
     * Every change is applied to it, and its tables are complete.
     *
     * @param until when readers read another version, it is kept at least until then; empty while they read it
     */
    record Live(Instant since, Optional<Instant> until) implements VersionState {
        public Live(Instant since) {
            this(since, Optional.empty());
        }
    }

    /**
     * What the audit log holds is being built into its tables, item by item. An item that is built already gets its changes
     * from the lanes; the changes of another are left to whoever builds it.
     *
     * @param segments in how many segments the audit log is walked
     */
    record Building(Instant since, int segments) implements VersionState {}

    /**
     * Only the items that have an open fence lack changes, which are being caught up; all others get theirs from the lanes.
     */
    record CatchingUp(Instant since) implements VersionState {}

    /** No change is applied to it. Of each item that changes, a fence holds from which change on. */
    record Paused(Instant since) implements VersionState {}

    /** Its rows are being deleted, and no change is applied to it. */
    record Dropping(Instant since) implements VersionState {}

    /** It has no rows, and no change is applied to it. */
    record Dropped(Instant since) implements VersionState {}

    /** One word for people and programs. */
    default String word() {
        return switch (this) {
            case Live live when live.until().isPresent() -> "retired";
            case Live live -> "live";
            case Building building -> "building";
            case CatchingUp catching -> "catching_up";
            case Paused paused -> "paused";
            case Dropping dropping -> "dropping";
            case Dropped dropped -> "dropped";
        };
    }
}
