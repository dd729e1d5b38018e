package dev.afterimage.console.version;

import dev.afterimage.inspection.RowChanges;
import dev.afterimage.rebuild.Comparison;
import dev.afterimage.rebuild.RebuildListener;
import dev.afterimage.rebuild.Rebuilder;
import dev.afterimage.version.Segments;
import dev.afterimage.version.Versions;
import java.util.function.Function;

/**
 * What the pages of projections ask, and who does the work.
 *
 * @param rebuilders makes who builds, pauses and drops versions
 * @param comparisons makes who compares versions
 * @param changes which changes led to a row
 * @param links whether rows lead to the changes that write them
 */
public record VersionParts(
        Versions versions,
        Segments segments,
        Function<RebuildListener, Rebuilder> rebuilders,
        Function<Comparison.Scope, Comparison> comparisons,
        RowChanges changes,
        boolean links) {}
