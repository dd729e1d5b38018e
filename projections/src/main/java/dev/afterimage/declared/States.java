package dev.afterimage.declared;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an item brings about before a change and after it, through a filter that looks at what the item is.
 *
 * <p>An item that is unfit after a change is an error: the change waits, parked. One that was unfit before it has brought
 * about nothing, since the change that made it so was never projected.
 *
 * @param <T> what an item brings about
 * @param none what is brought about where there is no item, or one that the filter leaves out
 */
record States<T>(Filter.OfItems filter, T none, Function<Item, T> made) {
    T before(Change change) {
        try {
            return of(change, change.before());
        } catch (UnfitItemException neverProjected) {
            return none;
        }
    }

    T after(Change change) {
        return of(change, change.after());
    }

    private T of(Change change, Optional<Item> state) {
        return state.filter(item -> filter.holds(change.key(), item)).map(made).orElse(none);
    }
}
