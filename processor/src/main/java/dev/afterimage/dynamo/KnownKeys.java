package dev.afterimage.dynamo;

import dev.afterimage.item.TableName;
import dev.afterimage.table.KeySchema;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The keys of tables, each looked up once: a table has its key for life. Thread-safe. */
public final class KnownKeys {
    private final TableLookup lookup;
    private final Map<TableName, KeySchema> known = new ConcurrentHashMap<>();

    public KnownKeys(TableLookup lookup) {
        this.lookup = lookup;
    }

    /** The key of a table; empty where there is no such table. */
    public Optional<KeySchema> of(TableName table) {
        return Optional.ofNullable(known.get(table)).or(() -> {
            Optional<KeySchema> found = lookup.keyOf(table);
            found.ifPresent(key -> known.put(table, key));
            return found;
        });
    }
}
