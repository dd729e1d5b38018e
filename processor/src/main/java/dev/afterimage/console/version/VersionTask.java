package dev.afterimage.console.version;

import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.rebuild.Comparison;
import dev.afterimage.rebuild.RebuildEnd;
import dev.afterimage.rebuild.Rebuilder;

/** Work on a version that takes a while. */
public sealed interface VersionTask {
    ProjectionName name();

    /** What it is, for people. */
    String words();

    /** Work that brings a version into another state. */
    sealed interface Move extends VersionTask {
        int version();

        RebuildEnd by(Rebuilder rebuilder, StopSignal stop);

        default String ofVersion() {
            return "version " + version() + " of " + name();
        }
    }

    record Rebuild(ProjectionName name, int version, Rebuilder.Extent extent) implements Move {
        @Override
        public String words() {
            return "rebuild " + ofVersion();
        }

        @Override
        public RebuildEnd by(Rebuilder rebuilder, StopSignal stop) {
            return rebuilder.rebuild(name, version, extent, stop);
        }
    }

    record Pause(ProjectionName name, int version) implements Move {
        @Override
        public String words() {
            return "pause " + ofVersion();
        }

        @Override
        public RebuildEnd by(Rebuilder rebuilder, StopSignal stop) {
            return rebuilder.pause(name, version, stop);
        }
    }

    record Resume(ProjectionName name, int version) implements Move {
        @Override
        public String words() {
            return "resume " + ofVersion();
        }

        @Override
        public RebuildEnd by(Rebuilder rebuilder, StopSignal stop) {
            return rebuilder.resume(name, version, stop);
        }
    }

    /**
     * Deletes its rows.
     *
     * @param kept whether a version that readers may still be sent back to stays
     */
    record Drop(ProjectionName name, int version, boolean kept) implements Move {
        @Override
        public String words() {
            return "drop " + ofVersion();
        }

        @Override
        public RebuildEnd by(Rebuilder rebuilder, StopSignal stop) {
            return rebuilder.drop(name, version, kept, stop);
        }
    }

    record Compare(Projection one, Projection other, Comparison.Scope scope) implements VersionTask {
        @Override
        public ProjectionName name() {
            return one.name();
        }

        @Override
        public String words() {
            return "compare versions " + one.version() + " and " + other.version() + " of " + name();
        }
    }
}
