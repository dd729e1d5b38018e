package dev.afterimage.lane;

import dev.afterimage.item.TableName;

/** One ordered source of changes: a shard of a table's stream. */
public record Lane(TableName table, ShardId shard) {
    /** Reads an {@link #id}. */
    public static Lane parse(String id) {
        int slash = id.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + id + "' is no lane: it is table/shard");
        }
        return new Lane(new TableName(id.substring(0, slash)), new ShardId(id.substring(slash + 1)));
    }

    /** The lane's one name, {@code table/shard}; a table's name holds no slash. */
    public String id() {
        return table + "/" + shard;
    }

    @Override
    public String toString() {
        return id();
    }
}
