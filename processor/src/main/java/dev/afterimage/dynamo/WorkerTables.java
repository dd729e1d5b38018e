package dev.afterimage.dynamo;

import dev.afterimage.item.TableName;
import dev.afterimage.table.TableDefinition;
import java.util.List;
import java.util.stream.Stream;

/**
 * All tables that a worker has to do with.
 *
 * @param derived the projections' tables, by their logical names
 */
public record WorkerTables(TableNaming naming, List<SourceTable> sources, List<TableDefinition> derived) {
    public WorkerTables {
        sources = List.copyOf(sources);
        derived = List.copyOf(derived);
    }

    /** The tables that the program keeps, with those of KCL, and that projections keep; by their physical names. */
    public List<TableDefinition> kept() {
        return Stream.of(ownTables(), leaseTables(), derivedTables())
                .flatMap(List::stream)
                .toList();
    }

    public List<TableDefinition> ownTables() {
        return OwnTables.all().stream().map(naming::of).toList();
    }

    public List<TableDefinition> leaseTables() {
        return sources.stream()
                .map(source -> OwnTables.leases(naming.leases(source.name())))
                .toList();
    }

    public List<TableDefinition> derivedTables() {
        return derived.stream().map(naming::of).toList();
    }

    /** The physical names of all of them; one that is there twice is a mistake of the naming. */
    Stream<TableName> names() {
        return Stream.concat(
                sources.stream().map(SourceTable::name), kept().stream().map(TableDefinition::name));
    }
}
