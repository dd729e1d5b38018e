package dev.afterimage.projection;

import dev.afterimage.change.Change;
import dev.afterimage.item.TableName;
import java.util.List;
import java.util.Set;

/**
 * Derives rows from changes: says, for one change, which writes bring the derived tables in step with it.
 *
 * <p>A projection is a pure function of the change: no I/O, no clock, no state of its own. It is called by several
 * threads at once, may be called again for the same change, and must answer the same writes each time, in the same
 * order. Changes of one item arrive in their order. Changes of different items and tables arrive in any order, so
 * writes to a row that several items feed must lead to the same row in every order: give each item attributes or rows
 * of its own, or {@linkplain Write.Update add} the difference that the change makes.
 *
 * <p>An exception says that this change cannot be projected; it is never skipped silently. Its message is logged as it is:
 * what must not stand in a log, such as the values of an item, must not stand in it.
 */
public interface Projection {
    ProjectionName name();

    /**
     * Which version of itself it is, from 1 on. Other code that is to answer otherwise is another version, with tables of
     * its own: both are kept side by side until readers have been switched to the new one.
     */
    default int version() {
        return 1;
    }

    /** What tells this version from the others of its name. */
    default ProjectionName versionName() {
        return name().ofVersion(version());
    }

    /** The tables whose changes it wants to see. */
    Set<TableName> sources();

    /** The tables that it writes to; no other projection writes to them. */
    List<DerivedTable> tables();

    List<Write> project(Change change);

    /** The same, where rows can be read: of a {@link ReadingProjection} those it asks for. */
    default List<Write> projectFrom(RowSource rows, Change change) {
        return project(change);
    }
}
