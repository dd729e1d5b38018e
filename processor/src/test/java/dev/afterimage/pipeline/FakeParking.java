package dev.afterimage.pipeline;

import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.NoteRows;
import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.Guard;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.commit.Redrive;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkedRows;
import dev.afterimage.parking.ParkingLot;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Parked changes in memory, and a projection that copies titles of lists and cannot take the title {@code Bad}. */
public final class FakeParking {
    public static final DerivedTable TITLES =
            DerivedTable.of(TableDefinition.of("titles", KeySchema.of(KeyAttribute.string("id"))));
    public static final ProjectionName PROJECTION = new ProjectionName("list_summary");

    private final InMemoryCommitter memory =
            new InMemoryCommitter(List.of(TITLES, DerivedTable.of(AuditRows.TABLE), DerivedTable.of(ExpiryRows.TABLE)));

    private final InstantSource clock;
    private volatile boolean mended;

    /** What operators do is noted with this clock's time. */
    public FakeParking(InstantSource clock) {
        this.clock = clock;
    }

    /** From now on the projection can take any title. */
    public void mend() {
        mended = true;
    }

    private final class Titles implements Projection {
        @Override
        public ProjectionName name() {
            return PROJECTION;
        }

        @Override
        public Set<TableName> sources() {
            return Set.of(new TableName("lists"));
        }

        @Override
        public List<DerivedTable> tables() {
            return List.of(TITLES);
        }

        @Override
        public List<Write> project(Change change) {
            String id = change.before()
                    .or(change::after)
                    .flatMap(item -> item.string("id"))
                    .orElseThrow();
            Optional<AttributeValue> title = change.after().flatMap(item -> item.get("title"));
            if (!mended && title.filter(AttributeValue.fromS("Bad")::equals).isPresent()) {
                throw new IllegalStateException("no such title");
            }
            Write.Update counted =
                    Write.update(TITLES.row(AttributeValue.fromS(id))).add("changes", 1);
            return List.of(title.map(text -> counted.set("title", text)).orElseGet(() -> counted.remove("title")));
        }
    }

    public ParkingLot lot() {
        return memory.parkingLot();
    }

    public Redriver redriver(String operator, StopSignal stop) {
        Redriver.Parts parts = new Redriver.Parts(
                new Router(List.of(new Titles()), Map.of(), new AuditRows(), new ExpiryRows()),
                Containment.NONE,
                new CommitPlanner(CommitLimits.DYNAMODB),
                memory,
                lot(),
                memory.notes(),
                new AuditRows(),
                FailurePolicy.standard(new Random(1)),
                clock);
        return new Redriver(parts, operator, stop);
    }

    /** Parks a change behind those of its item. */
    public void park(ProjectionName projection, Change change, Instant at, String reason) {
        ParkedItem item = new ParkedItem(projection, change.table(), change.key());
        ParkedChange parked = new ParkedChange(projection, change, at, reason, 0, 0, 1);
        Redrive commit = new Redrive(
                List.of(ParkedRows.mark(item, change, reason, lot().marker(item).map(Marker::tail), at)),
                ParkedRows.entry(parked));
        if (!(memory.commit(commit) instanceof CommitOutcome.Applied)) {
            throw new IllegalStateException("cannot park " + change.id());
        }
    }

    /** Somebody takes an attribute away from what is parked of a list. */
    public void damage(String list) {
        for (Item row : memory.rows(ParkedRows.TABLE.name())) {
            if (row.has("operation") && row.string(ParkedRows.QUEUE).orElse("").endsWith("id=" + list)) {
                RowKey key = new RowKey(
                        ParkedRows.TABLE.name(), ParkedRows.TABLE.key().keyOf(row));
                Write.Update taken = Write.update(key).remove("operation");
                memory.commit(new Redrive(List.of(new GuardedWrite(taken, new Guard.Absent("anything"))), List.of()));
            }
        }
    }

    public Optional<Item> title(String list) {
        return memory.row(TITLES.row(AttributeValue.fromS(list)));
    }

    public List<AuditNote> notes() {
        return memory.rows(AuditRows.TABLE.name()).stream()
                .map(row -> NoteRows.decode(List.of(row)))
                .toList();
    }
}
