package dev.afterimage.cli;

import dev.afterimage.config.Config;
import dev.afterimage.inspection.ItemReference;
import dev.afterimage.item.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables that a verb is about. */
final class NamedTables {
    private NamedTables() {}

    /** Those that are named; all that are followed where none is. */
    static List<TableName> of(@Nullable List<String> named, Config config) {
        return named == null
                ? config.sourceTables()
                : named.stream().map(ItemReference::tableName).toList();
    }
}
