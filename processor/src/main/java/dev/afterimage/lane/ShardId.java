package dev.afterimage.lane;

/** A stream's own name of one of its shards, such as {@code shardId-00000001762345678901-1a2b3c4d}. */
public record ShardId(String value) {
    public ShardId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a shard needs a name");
        }
        if (value.indexOf('#') >= 0) {
            throw new IllegalArgumentException("'" + value + "' is no shard: its name would hold a '#'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
