package dev.afterimage.console.version;

import dev.afterimage.audit.RowLink;
import dev.afterimage.console.audit.Links;
import dev.afterimage.projection.RowKey;
import dev.afterimage.rebuild.Comparison;
import dev.afterimage.rebuild.Difference;
import dev.afterimage.rebuild.RebuildEnd;
import java.time.Instant;
import java.util.List;

/**
 * How far some work on a version is. Immutable.
 *
 * @param doing what is done at present, for people; empty at the beginning
 * @param built how many items were built here
 * @param troubles the first of the items that cannot be built
 * @param differing the first of the rows that differ
 */
public record JobState(
        VersionTask task,
        String operator,
        Instant began,
        String doing,
        long built,
        List<Trouble> troubles,
        List<Differing> differing,
        Phase phase) {
    public JobState {
        troubles = List.copyOf(troubles);
        differing = List.copyOf(differing);
    }

    /** An item that cannot be built. */
    public record Trouble(String item, String reason) {}

    /**
     * A row that is not the same on both sides.
     *
     * @param rows what it is called on each side
     * @param changes the last of the changes that wrote it, the newest first
     */
    public record Differing(Difference difference, List<RowKey> rows, List<RowLink> changes) {
        public Differing {
            rows = List.copyOf(rows);
            changes = List.copyOf(changes);
        }

        /** In what way. */
        public String how() {
            return difference.one().isEmpty()
                    ? "is missing on the first side"
                    : difference.other().isEmpty()
                            ? "is missing on the second side"
                            : "differs in " + String.join(", ", difference.attributes());
        }

        /** Where all changes are that wrote a row. */
        public String address(RowKey row) {
            return Links.row(row).toString();
        }

        public String address(RowLink change) {
            return Links.change(change.id());
        }
    }

    /** Whether it is over, and how it ended. */
    public sealed interface Phase {
        record Running() implements Phase {}

        record Ended(Instant at, RebuildEnd end) implements Phase {}

        record Compared(Instant at, Comparison.Report report) implements Phase {}

        record Failed(Instant at, String reason) implements Phase {}
    }

    public boolean running() {
        return phase instanceof Phase.Running;
    }

    /** What came of it, for people. */
    public String words() {
        return switch (phase) {
            case Phase.Running _ -> doing.isEmpty() ? "It begins." : "At work: " + doing + ".";
            case Phase.Compared(Instant _, Comparison.Report report) ->
                report.rows() + " rows compared, "
                        + (report.different() == 0 ? "no difference." : report.different() + " different.");
            case Phase.Failed(Instant _, String reason) -> "It failed: " + reason;
            case Phase.Ended(Instant _, RebuildEnd end) ->
                switch (end) {
                    case RebuildEnd.Done _ -> "It is done.";
                    case RebuildEnd.Refused refused -> "It was refused: " + refused.reason() + ".";
                    case RebuildEnd.Troubled troubled ->
                        troubled.items()
                                + " items cannot be built, and it is not live without them. Mend what is said of"
                                + " them, then decide the same again.";
                    case RebuildEnd.Stopped _ -> "It was stopped before it was done: the same again goes on.";
                };
        };
    }

    /** Whether somebody has to look. */
    public boolean isTrouble() {
        return switch (phase) {
            case Phase.Running _ -> false;
            case Phase.Compared compared -> compared.report().different() > 0;
            case Phase.Failed _ -> true;
            case Phase.Ended ended -> !(ended.end() instanceof RebuildEnd.Done);
        };
    }
}
