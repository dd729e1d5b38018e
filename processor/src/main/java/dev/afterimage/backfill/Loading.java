package dev.afterimage.backfill;

import dev.afterimage.audit.AuditLog;
import dev.afterimage.pipeline.ChangePipeline;

/**
 * What items are loaded with.
 *
 * @param lanes as for the lanes of streams, but with a listener for those of readings
 */
public record Loading(
        Backfills backfills, TablePages pages, AuditLog audit, ChangePipeline.Parts lanes, BackfillListener listener) {}
