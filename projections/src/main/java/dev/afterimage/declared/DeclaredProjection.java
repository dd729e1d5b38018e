package dev.afterimage.declared;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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

        /** The key of an item. */
        ItemKey keyOf(Item item) {
            Map<String, AttributeValue> attributes = new LinkedHashMap<>(item.attributes());
            attributes.keySet().retainAll(key);
            return ItemKey.of(attributes);
        }

        /** An {@link UnfitItemException} where a change is of an item with another key. */
        void require(ProjectionName projection, Change change) {
            Set<String> actual = change.key().attributes().keySet();
            if (!actual.equals(key)) {
                throw new UnfitItemException("the key of table " + table + " is " + new TreeSet<>(actual) + ", not "
                        + new TreeSet<>(key) + " as the definition of " + projection + " says under source.key");
            }
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
        source.require(name, change);
        return shape.project(change);
    }
}
