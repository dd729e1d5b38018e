package dev.afterimage.commit;

import dev.afterimage.projection.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is written beside each derived row in the very same transaction, to rows that nothing else writes in another way. It
 * is no part of what a position counts, so it may be switched on or off in the middle of a change.
 */
@FunctionalInterface
public interface RowLinks {
    /** Nothing. */
    RowLinks NONE = write -> List.of();

    /** What goes with a write to a derived row. */
    List<Write> of(Write derived);

    /** The write, and what goes with it. */
    default List<Write> with(Write derived) {
        List<Write> beside = of(derived);
        if (beside.isEmpty()) {
            return List.of(derived);
        }
        List<Write> all = new ArrayList<>(beside.size() + 1);
        all.add(derived);
        all.addAll(beside);
        return all;
    }

    /** What these and others say. */
    default RowLinks and(RowLinks others) {
        return derived ->
                Stream.concat(of(derived).stream(), others.of(derived).stream()).toList();
    }
}
