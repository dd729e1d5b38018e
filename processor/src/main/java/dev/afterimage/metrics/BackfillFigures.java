package dev.afterimage.metrics;

import dev.afterimage.item.TableName;
import java.time.Duration;
import java.util.Optional;

/**
 * A table's last backfill.
 *
 * @param state one word, as {@code backfill status} has it
 * @param read how many items all workers have read
 * @param loaded how many of these were loaded
 * @param left how long it takes at the present rate; empty where that cannot be said
 */
public record BackfillFigures(TableName table, String state, long read, long loaded, Optional<Duration> left) {}
