package dev.afterimage.dynamo;

import dev.afterimage.item.TableName;
import java.util.Optional;

/**
 * A table whose changes are followed.
 *
 * @param ttlAttribute the attribute by which its items are said to lapse
 */
public record SourceTable(TableName name, Optional<String> ttlAttribute) {}
