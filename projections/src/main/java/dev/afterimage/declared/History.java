package dev.afterimage.declared;

import dev.afterimage.change.Change;
import dev.afterimage.projection.Write;
import java.util.List;

/**
 * The shape {@code history}: a row for each change, which stays. What was there before its stream is no change and has no
 * row.
 */
record History(Filter.OfChanges filter, RowTemplate row) implements Shape {
    @Override
    public List<Write> project(Change change) {
        if (change instanceof Change.Loaded || !filter.holds(change)) {
            return List.of();
        }
        View.OfChange view = new View.OfChange(change);
        return row.in(view, view.image()).<List<Write>>map(List::of).orElse(List.of());
    }
}
