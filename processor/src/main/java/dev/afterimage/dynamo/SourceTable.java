package dev.afterimage.dynamo;

import dev.afterimage.item.TableName;
import java.util.Optional;

/**
 * A table whose changes are followed.
 *
 * @param ttlAttribute the attribute by which its items are said to lapse
 * @param onTime whether it is told at its second what is due: then items are read, too
 * @param undo whether its items may be put back
 */
public record SourceTable(TableName name, Optional<String> ttlAttribute, boolean onTime, boolean undo) {
    /** A table to which nothing is written, and of which it is not told what is due. */
    public SourceTable(TableName name, Optional<String> ttlAttribute) {
        this(name, ttlAttribute, false, false);
    }
}
