package dev.afterimage.dynamo;

import dev.afterimage.item.TableName;
import java.util.Optional;

/**
 * A table whose changes are followed.
 *
 * @param ttlAttribute the attribute by which its items are said to lapse
 * @param undo whether its items may be put back
 */
public record SourceTable(TableName name, Optional<String> ttlAttribute, boolean undo) {
    /** A table to which nothing is written. */
    public SourceTable(TableName name, Optional<String> ttlAttribute) {
        this(name, ttlAttribute, false);
    }
}
