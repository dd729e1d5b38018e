package dev.afterimage.declared;

import dev.afterimage.change.Change;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A projection as a definition says: from one table to one table, in one of the shapes. */
final class DeclaredProjection implements Projection {
    private final ProjectionName name;
    private final Source source;
    private final DerivedTable table;
    private final Shape shape;

    DeclaredProjection(ProjectionName name, Source source, DerivedTable table, Shape shape) {
        this.name = name;
        this.source = source;
        this.table = table;
        this.shape = shape;
    }

    /** The table whose changes are projected, and which attributes its key has. */
    record Source(TableName table, Set<String> key) {
        Source {
            key = Set.copyOf(key);
        }
    }

    @Override
    public ProjectionName name() {
        return name;
    }

    @Override
    public Set<TableName> sources() {
        return Set.of(source.table());
    }

    @Override
    public List<DerivedTable> tables() {
        return List.of(table);
    }

    @Override
    public List<Write> project(Change change) {
        Set<String> key = change.key().attributes().keySet();
        if (!key.equals(source.key())) {
            throw new UnfitItemException("the key of table " + source.table() + " is " + new TreeSet<>(key) + ", not "
                    + new TreeSet<>(source.key()) + " as the definition of " + name + " says under source.key");
        }
        return shape.project(change);
    }
}
