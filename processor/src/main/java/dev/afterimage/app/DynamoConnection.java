package dev.afterimage.app;

import dev.afterimage.audit.AuditLog;
import dev.afterimage.backfill.Backfilling;
import dev.afterimage.backfill.Backfills;
import dev.afterimage.cli.Connection;
import dev.afterimage.cli.TableReport;
import dev.afterimage.delivery.SinkStates;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.DynamoAuditLog;
import dev.afterimage.dynamo.DynamoAuditSearch;
import dev.afterimage.dynamo.DynamoCommitter;
import dev.afterimage.dynamo.DynamoExpirations;
import dev.afterimage.dynamo.DynamoParkingLot;
import dev.afterimage.dynamo.TableLookup;
import dev.afterimage.expiry.Expirations;
import dev.afterimage.feed.ExpiryFeed;
import dev.afterimage.history.AuditSearch;
import dev.afterimage.item.TableName;
import dev.afterimage.parking.ParkingLot;
import dev.afterimage.pipeline.Containment;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The tables of one configuration in DynamoDB. */
final class DynamoConnection implements Connection {
    private final Blueprint blueprint;
    private final AwsClients clients;
    private final Projections projections;
    private final TableLookup lookup;
    private final LaneReport report;
    private final Containment containment;
    private final Versioning versioning;

    /** A connection over these clients, for these projections; it closes both when it is closed. */
    DynamoConnection(Blueprint blueprint, AwsClients clients, Projections projections) {
        this.blueprint = blueprint;
        this.clients = clients;
        this.projections = projections;
        this.lookup = new TableLookup(clients.sources());
        this.report = LaneReport.of(blueprint, clients);
        this.containment = blueprint.containment();
        this.versioning = new Versioning(blueprint, clients);
    }

    @Override
    public List<TableReport> tables() {
        return new TablePreparation(clients, blueprint.tables()).report();
    }

    @Override
    public List<TableName> createTables() {
        return new TablePreparation(clients, blueprint.tables()).create().created();
    }

    @Override
    public AuditLog auditLog() {
        return new DynamoAuditLog(clients.tables(), blueprint.naming(), InstantSource.system());
    }

    @Override
    public AuditSearch auditSearch() {
        return new DynamoAuditSearch(clients.tables(), blueprint.naming(), InstantSource.system());
    }

    @Override
    public Expirations expirations() {
        return new DynamoExpirations(clients.tables(), blueprint.naming(), InstantSource.system());
    }

    @Override
    public ExpiryFeed feed() {
        return Expiring.feed(clients, blueprint.naming());
    }

    @Override
    public SinkStates sinks() {
        return Expiring.states(clients, blueprint.naming());
    }

    @Override
    public ParkingLot parkingLot() {
        return new DynamoParkingLot(clients.tables(), blueprint.naming());
    }

    @Override
    public Redriver redriver(String operator, StopSignal stop) {
        DynamoCommitter committer = new DynamoCommitter(clients.tables(), blueprint.naming());
        return new Redriving(blueprint, clients, committer, containment).redriver(operator, stop);
    }

    @Override
    public UndoPlanner undoPlanner() {
        return new Undoing(blueprint, clients).planner();
    }

    @Override
    public Undoer undoer(Undoer.Author author, StopSignal stop) {
        return new Undoing(blueprint, clients).undoer(author, stop);
    }

    @Override
    public Versions versions() {
        return versioning.versions();
    }

    @Override
    public Segments segments() {
        return versioning.segments();
    }

    @Override
    public Rebuilder rebuilder(RebuildListener listener) {
        return versioning.rebuilder(new DynamoCommitter(clients.tables(), blueprint.naming()), listener);
    }

    @Override
    public Comparison comparison(Comparison.Scope scope) {
        return versioning.comparison(scope);
    }

    @Override
    public Optional<KeySchema> keyOf(TableName table) {
        return lookup.keyOf(table);
    }

    @Override
    public Optional<KeySchema> derivedKeyOf(TableName table) {
        return blueprint.derivedKey(table);
    }

    @Override
    public Backfills backfills() {
        return new Filling(blueprint, clients).backfills();
    }

    @Override
    public Backfilling backfilling() {
        return new Filling(blueprint, clients).backfilling();
    }

    @Override
    public long roughCount(TableName table) {
        return new Filling(blueprint, clients).roughCount(table);
    }

    @Override
    public List<LaneStatus> lanes() {
        return report.lanes();
    }

    @Override
    public void close() {
        containment.close();
        clients.close();
        projections.close();
    }
}
