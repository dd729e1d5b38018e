package dev.afterimage.dynamo;

import dev.afterimage.item.TableName;
import dev.afterimage.table.SettingsGroup;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.table.TableFile;
import java.util.List;
import java.util.stream.Stream;

/**
 * All tables that a worker has to do with.
 *
 * @param derived the projections' tables, by their logical names
 * @param settings how all but the sources are kept
 */
public record WorkerTables(
        TableNaming naming, List<SourceTable> sources, List<TableDefinition> derived, SettingsGroup settings) {
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
        return OwnTables.all().stream().map(this::physical).toList();
    }

    public List<TableDefinition> leaseTables() {
        return sources.stream()
                .map(source ->
                        OwnTables.leases(naming.leases(source.name())).withSettings(settings.of(TableFile.LEASES)))
                .toList();
    }

    public List<TableDefinition> derivedTables() {
        return derived.stream().map(this::physical).toList();
    }

    private TableDefinition physical(TableDefinition logical) {
        return naming.of(logical).withSettings(settings.of(logical.name()));
    }

    /** The physical names of all of them; one that is there twice is a mistake of the naming. */
    Stream<TableName> names() {
        return Stream.concat(
                sources.stream().map(SourceTable::name), kept().stream().map(TableDefinition::name));
    }
}
