package dev.afterimage.cli;

import dev.afterimage.audit.AuditLog;
import dev.afterimage.backfill.Backfilling;
import dev.afterimage.backfill.Backfills;
import dev.afterimage.delivery.SinkStates;
import dev.afterimage.expiry.Expirations;
import dev.afterimage.feed.ExpiryFeed;
import dev.afterimage.history.AuditSearch;
import dev.afterimage.item.TableName;
import dev.afterimage.parking.ParkingLot;
import dev.afterimage.pipeline.Redriver;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.rebuild.Comparison;
import dev.afterimage.rebuild.RebuildListener;
import dev.afterimage.rebuild.Rebuilder;
import dev.afterimage.table.KeySchema;
import dev.afterimage.telemetry.LaneStatus;
import dev.afterimage.undo.UndoPlanner;
import dev.afterimage.undo.Undoer;
import dev.afterimage.version.Segments;
import dev.afterimage.version.Versions;
import java.util.List;
import java.util.Optional;

/** The tables of one configuration, to ask and to look after. Close it when done. */
public interface Connection extends AutoCloseable {
    /** Every table, and what is wrong with it. */
    List<TableReport> tables();

    /** Creates the own, derived and lease tables that are missing; answers which those were. Sources are left alone. */
    List<TableName> createTables();

    AuditLog auditLog();

    AuditSearch auditSearch();

    Expirations expirations();

    /** The expirations in the order in which they are recorded, to be followed. */
    ExpiryFeed feed();

    /** How far the sinks of expirations have come. */
    SinkStates sinks();

    ParkingLot parkingLot();

    /**
     * Works on what is parked, with the projections of this configuration.
     *
     * @param operator who is to be noted in the audit log
     */
    Redriver redriver(String operator, StopSignal stop);

    /** Plans what puts items of source tables back. */
    UndoPlanner undoPlanner();

    /** Puts items of source tables back; asked for only where the configuration allows it. */
    Undoer undoer(Undoer.Author author, StopSignal stop);

    /** The versions of projections. */
    Versions versions();

    /** What the versions that are being built are built from. */
    Segments segments();

    /** Builds, pauses and drops versions. */
    Rebuilder rebuilder(RebuildListener listener);

    /** Compares the rows of versions. */
    Comparison comparison(Comparison.Scope scope);

    /** A table's key; empty where there is no such table. */
    Optional<KeySchema> keyOf(TableName table);

    /** The key of a table that a projection writes; empty where there is none. */
    Optional<KeySchema> derivedKeyOf(TableName table);

    /** What is stored of backfills. */
    Backfills backfills();

    /** Starts backfills, and looks after them. */
    Backfilling backfilling();

    /** How many items a table holds, roughly: DynamoDB counts every six hours. */
    long roughCount(TableName table);

    /** Every lane that has a position or a lease, in their order. */
    List<LaneStatus> lanes();

    @Override
    void close();
}
