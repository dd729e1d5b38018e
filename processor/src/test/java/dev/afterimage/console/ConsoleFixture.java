package dev.afterimage.console;

import dev.afterimage.backfill.BackfillRows;
import dev.afterimage.backfill.Backfilling;
import dev.afterimage.backfill.Backfills;
import dev.afterimage.backfill.InMemoryBackfills;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.console.audit.AuditParts;
import dev.afterimage.console.backfill.BackfillParts;
import dev.afterimage.console.expiry.ExpiryParts;
import dev.afterimage.console.health.Figures;
import dev.afterimage.console.lane.LaneBoard;
import dev.afterimage.console.live.LiveChanges;
import dev.afterimage.console.parked.ParkedTotal;
import dev.afterimage.console.parked.Parking;
import dev.afterimage.console.parked.ParkingParts;
import dev.afterimage.console.undo.UndoParts;
import dev.afterimage.console.version.VersionParts;
import dev.afterimage.delivery.InMemorySinkStates;
import dev.afterimage.expiry.InMemoryExpirations;
import dev.afterimage.history.AuditSearch;
import dev.afterimage.history.InMemoryAuditSearch;
import dev.afterimage.inspection.RowChanges;
import dev.afterimage.item.TableName;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkingLot;
import dev.afterimage.pipeline.FakeParking;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.rebuild.VersionWorld;
import dev.afterimage.telemetry.Tallies;
import dev.afterimage.undo.UndoWorld;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parts of a console that shows nothing but what a test is about. */
public final class ConsoleFixture {
    private static final List<TableName> LISTS = List.of(new TableName("lists"));

    private ConsoleFixture() {}

    /** The parts of a worker that does nothing, with this audit log. */
    public static ConsoleParts parts(AuditParts audit, InstantSource clock) {
        return parts(
                audit,
                noExpirations(),
                emptyParking(audit, clock),
                noUndo(),
                noVersions(clock),
                noBackfills(clock),
                clock);
    }

    /** The same, with these parked changes. */
    public static ConsoleParts parts(AuditParts audit, Parking parking, InstantSource clock) {
        return parts(audit, noExpirations(), parking, noUndo(), noVersions(clock), noBackfills(clock), clock);
    }

    /** The parts of a worker that does nothing, with these expirations. */
    public static ConsoleParts parts(ExpiryParts expiry, InstantSource clock) {
        AuditParts audit = emptyLog();
        return parts(audit, expiry, emptyParking(audit, clock), noUndo(), noVersions(clock), noBackfills(clock), clock);
    }

    /** The parts of a worker that does nothing, with this audit log and who puts items back. */
    public static ConsoleParts parts(AuditParts audit, UndoParts undo, InstantSource clock) {
        return parts(
                audit, noExpirations(), emptyParking(audit, clock), undo, noVersions(clock), noBackfills(clock), clock);
    }

    /** The parts of a worker that does nothing, with these backfills. */
    public static ConsoleParts parts(BackfillParts backfills, InstantSource clock) {
        AuditParts audit = emptyLog();
        return parts(audit, noExpirations(), emptyParking(audit, clock), noUndo(), noVersions(clock), backfills, clock);
    }

    private static ConsoleParts parts(
            AuditParts audit,
            ExpiryParts expiry,
            Parking parking,
            UndoParts undo,
            VersionParts versions,
            BackfillParts backfills,
            InstantSource clock) {
        return new ConsoleParts(
                audit.tables(),
                new LaneBoard(List::of, () -> new Tallies(clock.instant(), List.of(), Map.of()), clock),
                new LiveChanges(clock),
                audit,
                expiry,
                parking,
                undo,
                versions,
                backfills,
                List::of,
                accept -> new Figures.Text("text/plain", ""),
                (route, status, took) -> {},
                failure -> failure instanceof IllegalStateException
                        ? Optional.of("explained: " + failure.getMessage())
                        : Optional.empty(),
                clock);
    }

    private static Parking emptyParking(AuditParts audit, InstantSource clock) {
        return parking(new FakeParking(clock), audit, clock);
    }

    /** Work on what this lot holds. */
    public static Parking parking(FakeParking parked, AuditParts audit, InstantSource clock) {
        return new Parking(new ParkingParts(
                parked.lot(),
                parked::redriver,
                audit.tables(),
                audit.keys(),
                failure -> Optional.empty(),
                new Total(parked.lot(), audit.tables()),
                clock));
    }

    /** Always as it is now. */
    private record Total(ParkingLot lot, List<TableName> tables) implements ParkedTotal {
        @Override
        public long changes() {
            return tables.stream()
                    .flatMap(table -> lot.markers(table).stream())
                    .mapToLong(Marker::waiting)
                    .sum();
        }

        @Override
        public void stale() {}
    }

    /** An audit log of the table {@code lists} without an entry. */
    public static AuditParts emptyLog() {
        return new AuditParts(new InMemoryAuditSearch(), table -> Optional.empty(), LISTS, false);
    }

    /** Nothing can be put back. */
    public static UndoParts noUndo() {
        UndoWorld nothing = new UndoWorld();
        return new UndoParts(false, nothing.planner, nothing::undoer);
    }

    /** The parts of a worker that does nothing, with these versions of projections. */
    public static ConsoleParts parts(VersionParts versions, InstantSource clock) {
        AuditParts audit = emptyLog();
        return parts(audit, noExpirations(), emptyParking(audit, clock), noUndo(), versions, noBackfills(clock), clock);
    }

    /** Two versions of a projection, the second of which was never built. */
    static VersionParts noVersions(InstantSource clock) {
        return versions(new VersionWorld(clock.instant()), new InMemoryAuditSearch(), false);
    }

    /**
     * The versions of this world.
     *
     * @param links whether rows lead to changes in this log
     */
    public static VersionParts versions(VersionWorld world, AuditSearch log, boolean links) {
        return new VersionParts(
                world.versions(), world, world::rebuilder, world::comparison, new RowChanges(log), links);
    }

    /** Nothing was ever loaded. */
    static BackfillParts noBackfills(InstantSource clock) {
        InMemoryCommitter tables = new InMemoryCommitter(List.of(DerivedTable.of(BackfillRows.TABLE)));
        return backfills(new InMemoryBackfills(tables), tables, LISTS, clock);
    }

    /** Backfills of these tables, of which no change was ever applied. */
    public static BackfillParts backfills(
            Backfills backfills, InMemoryCommitter door, List<TableName> tables, InstantSource clock) {
        Backfilling work = new Backfilling(new Backfilling.Parts(
                backfills, door, new NothingAudited(), door, false, clock, table -> Optional.empty()));
        return new BackfillParts(tables, backfills, work, table -> 200);
    }

    /** No expirations, and no sinks. */
    static ExpiryParts noExpirations() {
        InMemoryExpirations log = new InMemoryExpirations(List.of());
        return new ExpiryParts(log, log.feedUpTo(() -> Instant.EPOCH), new InMemorySinkStates(), Map.of(), LISTS);
    }
}
