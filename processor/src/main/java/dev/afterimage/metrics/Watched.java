package dev.afterimage.metrics;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What is looked at of a worker each time its figures are read. Each answers at once, from memory.
 *
 * @param ready whether the worker does its work
 */
public record Watched(
        Supplier<LaneFigures> lanes,
        ParkedCount parked,
        Supplier<List<SinkFigures>> sinks,
        StoredFigures<VersionFigures> versions,
        StoredFigures<BackfillFigures> backfills,
        BooleanSupplier ready) {}
