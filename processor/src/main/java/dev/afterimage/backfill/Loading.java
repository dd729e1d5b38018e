package dev.afterimage.backfill;

import dev.afterimage.audit.AuditLog;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.Foresight;
import java.util.function.UnaryOperator;

/**
 * What items are loaded with.
 *
 * @param lanes as for the lanes of streams, but with a listener for those of readings
 * @param around what every lane goes by besides, around what a lane of a reading goes by
 */
public record Loading(
        Backfills backfills,
        TablePages pages,
        LoggedItems logged,
        AuditLog audit,
        ChangePipeline.Parts lanes,
        UnaryOperator<Foresight> around,
        BackfillListener listener) {}
