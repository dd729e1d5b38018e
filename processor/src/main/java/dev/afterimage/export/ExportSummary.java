package dev.afterimage.export;

import dev.afterimage.item.TableName;
import java.time.Instant;

/**
 * What an export says of itself.
 *
 * @param from the beginning of its period, which is within it
 * @param until the end of its period, which is not
 * @param items how many items changed
 * @param oldImages whether it tells what items were at the beginning
 */
public record ExportSummary(TableName table, Instant from, Instant until, long items, boolean oldImages) {}
