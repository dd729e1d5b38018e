package dev.afterimage.table;

import dev.afterimage.item.TableName;
import java.util.Map;

/**
 * How all tables are kept. Immutable.
 *
 * @param usual holds for every table
 * @param special takes its place for these, by their names before the prefix
 */
public record SettingsGroup(TableSettings usual, Map<TableName, TableSettings> special) {
    /** For a DynamoDB Local. */
    public static final SettingsGroup PLAIN = new SettingsGroup(TableSettings.PLAIN, Map.of());

    public SettingsGroup {
        special = Map.copyOf(special);
    }

    /** How a table is kept, by its name before the prefix. */
    public TableSettings of(TableName table) {
        return special.getOrDefault(table, usual);
    }
}
