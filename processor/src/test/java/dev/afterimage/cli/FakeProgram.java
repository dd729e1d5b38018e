package dev.afterimage.cli;

import dev.afterimage.audit.AuditLog;
import dev.afterimage.backfill.BackfillRows;
import dev.afterimage.backfill.Backfilling;
import dev.afterimage.backfill.Backfills;
import dev.afterimage.backfill.InMemoryBackfills;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.config.Config;
import dev.afterimage.config.ConfigLoader;
import dev.afterimage.delivery.InMemorySinkStates;
import dev.afterimage.delivery.SinkStates;
import dev.afterimage.expiry.Expirations;
import dev.afterimage.feed.ExpiryFeed;
import dev.afterimage.history.AuditSearch;
import dev.afterimage.item.TableName;
import dev.afterimage.parking.ParkingLot;
import dev.afterimage.pipeline.FakeParking;
import dev.afterimage.pipeline.Redriver;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.rebuild.Comparison;
import dev.afterimage.rebuild.RebuildListener;
import dev.afterimage.rebuild.Rebuilder;
import dev.afterimage.rebuild.VersionWorld;
import dev.afterimage.table.KeySchema;
import dev.afterimage.telemetry.LaneStatus;
import dev.afterimage.undo.UndoPlanner;
import dev.afterimage.undo.UndoWorld;
import dev.afterimage.undo.Undoer;
import dev.afterimage.version.Segments;
import dev.afterimage.version.Versions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A program without DynamoDB: it answers what a test gave it. */
final class FakeProgram implements Program, Connection {
    final FakeLogs logs = new FakeLogs();
    final InMemorySinkStates sinks = new InMemorySinkStates();
    final FakeParking parking = new FakeParking(InstantSource.fixed(CliRun.NOW));
    final VersionWorld versions = new VersionWorld(CliRun.NOW);
    final UndoWorld undo = new UndoWorld();
    private final InMemoryCommitter memory = new InMemoryCommitter(List.of(DerivedTable.of(BackfillRows.TABLE)));
    final InMemoryBackfills backfills = new InMemoryBackfills(memory);
    final Map<TableName, KeySchema> keys = new HashMap<>();
    final List<TableReport> tables = new ArrayList<>();
    final List<TableName> created = new ArrayList<>();
    final List<LaneStatus> lanes = new ArrayList<>();
    Supplier<AuditSearch> search = logs::search;
    Optional<RuntimeException> broken = Optional.empty();
    Optional<Config> started = Optional.empty();
    boolean workerEnds;
    int open;

    @Override
    public ConfigLoader configs(Map<String, String> environment) {
        ProjectionName projection = new ProjectionName("list_summary");
        return new ConfigLoader(Set.of(projection), List.of(projection), environment);
    }

    @Override
    public Connection connect(Config config) {
        broken.ifPresent(failure -> {
            throw failure;
        });
        open++;
        return this;
    }

    @Override
    public Worker start(Config config) {
        connect(config);
        started = Optional.of(config);
        return new Worker() {
            @Override
            public String description() {
                return "following lists as w1";
            }

            @Override
            public boolean running() {
                return !workerEnds;
            }

            @Override
            public void close() {
                open--;
            }
        };
    }

    @Override
    public Optional<String> explain(Throwable failure) {
        return failure instanceof IllegalStateException
                ? Optional.of("explained: " + failure.getMessage())
                : Optional.empty();
    }

    @Override
    public List<TableReport> tables() {
        return tables;
    }

    @Override
    public List<TableName> createTables() {
        return created;
    }

    @Override
    public AuditLog auditLog() {
        return logs;
    }

    @Override
    public AuditSearch auditSearch() {
        return search.get();
    }

    @Override
    public Expirations expirations() {
        return logs;
    }

    @Override
    public ExpiryFeed feed() {
        return logs.feed();
    }

    @Override
    public SinkStates sinks() {
        return sinks;
    }

    @Override
    public ParkingLot parkingLot() {
        return parking.lot();
    }

    @Override
    public Redriver redriver(String operator, StopSignal stop) {
        return parking.redriver(operator, stop);
    }

    @Override
    public Optional<KeySchema> derivedKeyOf(TableName table) {
        return keyOf(table);
    }

    @Override
    public UndoPlanner undoPlanner() {
        return undo.planner;
    }

    @Override
    public Undoer undoer(Undoer.Author author, StopSignal stop) {
        return undo.undoer(author, stop);
    }

    @Override
    public Versions versions() {
        return versions.versions();
    }

    @Override
    public Segments segments() {
        return versions;
    }

    @Override
    public Rebuilder rebuilder(RebuildListener listener) {
        return versions.rebuilder(listener);
    }

    @Override
    public Comparison comparison(Comparison.Scope scope) {
        return versions.comparison(scope);
    }

    @Override
    public Backfills backfills() {
        return backfills;
    }

    @Override
    public Backfilling backfilling() {
        return new Backfilling(new Backfilling.Parts(
                backfills,
                memory,
                logs,
                memory,
                false,
                InstantSource.fixed(CliRun.NOW),
                versions.versions()::unsettledFromNow));
    }

    @Override
    public long roughCount(TableName table) {
        return 200;
    }

    @Override
    public Optional<KeySchema> keyOf(TableName table) {
        return Optional.ofNullable(keys.get(table));
    }

    @Override
    public List<LaneStatus> lanes() {
        return lanes;
    }

    @Override
    public void close() {
        open--;
    }
}
