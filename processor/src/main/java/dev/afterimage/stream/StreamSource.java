package dev.afterimage.stream;

import dev.afterimage.item.TableName;
import dev.afterimage.lane.LanePart;
import java.util.Optional;

/**
 * A table whose stream is followed, and how its records are to be understood. Immutable; the {@code with…} methods
 * answer a changed copy.
 *
 * @param timeToLive the table's TTL attribute, where it is to be known when an expired item was due
 * @param replica whether every delete in this region is a replicated one or nearly so, because users write in another.
 *     Only then is a delete that names nobody taken for an expiry when its item was due: where users delete here, their
 *     deletes name nobody either, and one of an overdue item that TTL has not yet collected would be misread
 * @param lanesPerShard in how many parts a shard is followed that is seen for the first time
 */
public record StreamSource(
        TableName table,
        Optional<String> timeToLive,
        boolean replica,
        StartPosition start,
        Dialect dialect,
        int lanesPerShard) {
    public StreamSource {
        if (lanesPerShard < 1 || lanesPerShard > LanePart.MOST) {
            throw new IllegalArgumentException(
                    "source " + table + " has 1 to " + LanePart.MOST + " lanes per shard, not " + lanesPerShard);
        }
        if (replica && timeToLive.isEmpty()) {
            throw new IllegalArgumentException("source " + table
                    + " is a replica but names no TTL attribute: without it no replicated expiry can be told");
        }
    }

    /** A table's stream on AWS, from the oldest record on. */
    public static StreamSource of(TableName table) {
        return new StreamSource(table, Optional.empty(), false, StartPosition.TRIM_HORIZON, Dialect.AWS, 1);
    }

    public StreamSource withTimeToLive(String attribute) {
        return new StreamSource(table, Optional.of(attribute), replica, start, dialect, lanesPerShard);
    }

    public StreamSource asReplica() {
        return new StreamSource(table, timeToLive, true, start, dialect, lanesPerShard);
    }

    public StreamSource withStart(StartPosition position) {
        return new StreamSource(table, timeToLive, replica, position, dialect, lanesPerShard);
    }

    public StreamSource withDialect(Dialect other) {
        return new StreamSource(table, timeToLive, replica, start, other, lanesPerShard);
    }

    public StreamSource withLanesPerShard(int lanes) {
        return new StreamSource(table, timeToLive, replica, start, dialect, lanes);
    }
}
