package dev.afterimage.testing;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.Read;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.RowSource;
import dev.afterimage.projection.Write;
import dev.afterimage.projection.Writes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Derived tables in memory that take writes as DynamoDB does, and refuse what it refuses: an empty key, a set without
 * elements, a number added to a text, an item over 400 KB. Not thread-safe.
 *
 * <p>One liberty: where updates only remove attributes from a row that is not there, the row begins as its key alone.
 * DynamoDB itself may leave it absent.
 */
public final class InMemoryTables implements RowSource {
    private final Map<TableName, Table> tables = new LinkedHashMap<>();

    private record Table(DerivedTable description, WriteRules rules, SortedMap<ItemKey, Item> rows) {
        Table(DerivedTable description) {
            this(description, new WriteRules(description.definition()), new TreeMap<>());
        }
    }

    public InMemoryTables(Collection<DerivedTable> tables) {
        for (DerivedTable table : tables) {
            if (this.tables.put(table.name(), new Table(table)) != null) {
                throw new IllegalArgumentException("table " + table.name() + " is declared twice");
            }
        }
    }

    /** The empty tables of these projections. */
    public static InMemoryTables of(Collection<? extends Projection> projections) {
        return new InMemoryTables(projections.stream()
                .flatMap(projection -> projection.tables().stream())
                .toList());
    }

    /** Applies a write; an {@link IllegalArgumentException} says why where DynamoDB would refuse it. */
    public void apply(Write write) {
        Table table = table(write.row().table());
        table.rules().check(write.row());
        Optional<Item> written = Writes.apply(write, row(write.row()));
        written.ifPresent(table.rules()::check);
        written.ifPresentOrElse(
                item -> table.rows().put(write.row().key(), item),
                () -> table.rows().remove(write.row().key()));
    }

    /** Applies these writes, one after the other. */
    public void apply(List<Write> writes) {
        writes.forEach(this::apply);
    }

    @Override
    public Optional<Item> row(RowKey row) {
        return Optional.ofNullable(table(row.table()).rows().get(row.key()));
    }

    @Override
    public Stream<Item> covered(Read.Range range) {
        return table(range.table()).rows().entrySet().stream()
                .filter(row -> range.covers(new RowKey(range.table(), row.getKey())))
                .map(Map.Entry::getValue);
    }

    /** Every row of a table, in the order of canonical keys. */
    public List<Item> rows(TableName table) {
        return new ArrayList<>(table(table).rows().values());
    }

    /** The rows that a reader of the view sees, in the order of canonical keys. */
    public List<Item> shownRows(TableName table) {
        return rows(table).stream().filter(table(table).description()::shows).toList();
    }

    /** The names of the tables, in the order in which they were given. */
    public List<TableName> names() {
        return List.copyOf(tables.keySet());
    }

    /** Every row of every table. */
    Map<RowKey, Item> all() {
        Map<RowKey, Item> all = new LinkedHashMap<>();
        tables.forEach((name, table) -> table.rows().forEach((key, item) -> all.put(new RowKey(name, key), item)));
        return all;
    }

    /** The rows that a reader of the views sees. */
    Map<RowKey, Item> shown() {
        Map<RowKey, Item> shown = all();
        shown.entrySet()
                .removeIf(row -> !table(row.getKey().table()).description().shows(row.getValue()));
        return shown;
    }

    private Table table(TableName name) {
        Table table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("there is no table " + name + ", only " + tables.keySet());
        }
        return table;
    }
}
