package dev.afterimage.declared;

import dev.afterimage.change.Change;
import dev.afterimage.declared.DeclaredProjection.Source;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Read;
import dev.afterimage.projection.ReadingProjection;
import dev.afterimage.projection.Rows;
import dev.afterimage.projection.Write;
import dev.afterimage.projection.Writes;
import java.util.List;
import java.util.Set;

/** A projection as a definition says, in one of the shapes that must know other rows. */
final class DeclaredReadingProjection implements ReadingProjection {
    private final ProjectionName name;
    private final Source source;
    private final List<DerivedTable> tables;
    private final ReadingShape shape;

    /**
     * A projection.
     *
     * @param tables that of the rows, and after it what else is kept
     */
    DeclaredReadingProjection(ProjectionName name, Source source, List<DerivedTable> tables, ReadingShape shape) {
        this.name = name;
        this.source = source;
        this.tables = List.copyOf(tables);
        this.shape = shape;
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
        return tables;
    }

    @Override
    public List<Read> reads(Change change) {
        source.require(name, change);
        return shape.reads(change);
    }

    @Override
    public List<Write> project(Change change, Rows rows) {
        source.require(name, change);
        return Writes.mergeRows(shape.project(change, rows));
    }
}
