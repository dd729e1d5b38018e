package dev.afterimage.projection;

import dev.afterimage.change.Change;
import java.util.List;
import java.util.Set;

/**
 * Derives rows from changes and from other rows as they are: for joins, limits and extremes. It says what it must read for
 * a change, is shown that, and its writes are committed only if all of it still stands; else it is asked again. So the
 * rows come out as if changes were projected one after the other.
 *
 * <p>It reads the tables it writes to itself, and no others; each read sees what is written for the changes before.
 *
 * <p>As of any projection, changes of different items arrive in any order, and rows must end the same in each.
 */
public interface ReadingProjection extends Projection {
    /** What it must know to project a change, as far as the change itself tells; the same each time. */
    List<Read> reads(Change change);

    /** What to write for a change, knowing these rows; the same for the same rows. */
    List<Write> project(Change change, Rows rows);

    /**
     * Whether its writes for one change may be committed in several transactions where they do not fit into one. It is
     * then asked again in between, is shown what is written already, and must answer what is left. Where it cannot,
     * a change of that size is parked.
     */
    default boolean divisible() {
        return false;
    }

    @Override
    default List<Write> projectFrom(RowSource rows, Change change) {
        return project(change, new AskedRows(versionName(), Set.copyOf(reads(change)), rows));
    }

    @Override
    default List<Write> project(Change change) {
        throw new UnsupportedOperationException(versionName() + " cannot project a change without reading");
    }
}
