package dev.afterimage.commit;

import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one author writes for a change.
 *
 * @param projection whose writes they are; empty for the audit entry and the expiry event
 * @param basis what they follow from beside the change
 */
public record Slot(Optional<ProjectionName> projection, List<Write> writes, Basis basis) {
    public Slot {
        writes = List.copyOf(writes);
    }

    /** What an author writes who reads nothing. */
    public Slot(Optional<ProjectionName> projection, List<Write> writes) {
        this(projection, writes, Basis.CHANGE);
    }

    /** What writes follow from, beside the change. */
    public sealed interface Basis {
        /** Nothing: they are the same each time, so a position can count them. */
        Basis CHANGE = new Change();

        /** What was read must still stand. */
        List<Expected> expected();

        record Change() implements Basis {
            @Override
            public List<Expected> expected() {
                return List.of();
            }
        }

        /**
         * Rows that were read: asked again, the author may answer other writes.
         *
         * @param divisible whether some of the writes may be committed before the others are asked for again
         */
        record Rows(List<Expected> expected, boolean divisible) implements Basis {
            public Rows {
                expected = List.copyOf(expected);
            }
        }
    }

    List<Expected> expected() {
        return basis.expected();
    }

    /** Whether the writes are the same each time. */
    boolean isFixed() {
        return basis instanceof Basis.Change;
    }

    /** Whether they are committed all together or not at all. */
    boolean isUndivided() {
        return basis instanceof Basis.Rows rows && !rows.divisible();
    }

    /** What is left of it to be committed, after transactions with these writes. */
    Slot after(Map<RowKey, Write> committed) {
        return switch (basis) {
            case Basis.Change _ -> this;
            case Basis.Rows(List<Expected> expected, boolean divisible) ->
                new Slot(
                        projection,
                        writes,
                        new Basis.Rows(
                                expected.stream()
                                        .map(read -> Optional.ofNullable(committed.get(read.row()))
                                                .map(read::after)
                                                .orElse(read))
                                        .toList(),
                                divisible));
        };
    }
}
