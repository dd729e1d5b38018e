package dev.afterimage.lane;

import dev.afterimage.item.TableName;
import java.util.Comparator;
import java.util.Optional;

/**
 * One ordered source of changes: a shard of a table's stream, or one part of a shard that is divided by item.
 *
 * @param part empty for the whole shard
 */
public record Lane(TableName table, ShardId shard, Optional<LanePart> part) implements Comparable<Lane> {
    private static final Comparator<Lane> ORDER = Comparator.comparing(Lane::table)
            .thenComparing(lane -> lane.shard().value())
            .thenComparing(lane -> lane.part().map(LanePart::index).orElse(0))
            .thenComparing(Lane::id);

    /** What the names of lanes begin with that no shard has, and whose positions the program keeps for itself. */
    public static final String INTERNAL = "@";

    private static final char PART = '#';

    /** The whole of a shard. */
    public Lane(TableName table, ShardId shard) {
        this(table, shard, Optional.empty());
    }

    /** Reads an {@link #id}. */
    public static Lane parse(String id) {
        int slash = id.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + id + "' is no lane: it is table/shard");
        }
        TableName table = new TableName(id.substring(0, slash));
        int part = id.indexOf(PART, slash);
        return part < 0
                ? new Lane(table, new ShardId(id.substring(slash + 1)))
                : new Lane(
                        table,
                        new ShardId(id.substring(slash + 1, part)),
                        Optional.of(LanePart.parse(id.substring(part + 1))));
    }

    /** A part of the same shard. */
    public Lane part(LanePart one) {
        return new Lane(table, shard, Optional.of(one));
    }

    /** The whole of the same shard. */
    public Lane whole() {
        return new Lane(table, shard);
    }

    public boolean isWhole() {
        return part.isEmpty();
    }

    /** Whether no shard has this lane: not one to report of. */
    public boolean isInternal() {
        return shard.value().startsWith(INTERNAL);
    }

    /** The lane's one name, {@code table/shard} or {@code table/shard#2of4}; a table's name holds no slash. */
    public String id() {
        return table + "/" + shardWithPart();
    }

    /** The shard's name, and which part of it this is. */
    public String shardWithPart() {
        return shard + part.map(one -> PART + one.toString()).orElse("");
    }

    @Override
    public int compareTo(Lane other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return id();
    }
}
