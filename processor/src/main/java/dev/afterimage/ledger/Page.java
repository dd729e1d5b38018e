package dev.afterimage.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Some entries of a log, in order.
 *
 * @param end after what to go on, now or when there may be more; empty where nothing was read and nothing came before
 * @param more whether there may be more entries now; a page may be short, even empty, and more follow
 */
public record Page<T>(List<T> entries, Optional<Cursor> end, boolean more) {
    public Page {
        entries = List.copyOf(entries);
    }

    public <R> Page<R> map(Function<T, R> function) {
        return new Page<>(entries.stream().map(function).toList(), end, more);
    }
}
