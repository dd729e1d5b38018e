package dev.afterimage.rebuild;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditLog;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.AuditSummary;
import dev.afterimage.audit.Gap;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.Guard;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.commit.Redrive;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.ShardId;
import dev.afterimage.ledger.Page;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.Containment;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.Foresight;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.Router;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.simulation.AuditInMemory;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.version.InMemoryVersions;
import dev.afterimage.version.VersionCatalog;
import dev.afterimage.version.VersionRows;
import dev.afterimage.version.Versions;
import dev.afterimage.version.WalkPlace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Two versions of a projection on tables in memory, lanes that keep them, and who builds the second. */
public final class VersionWorld extends InMemoryVersions {
    public static final Duration KEEP = Duration.ofDays(7);

    final SeenThings first;
    final SeenThings second;
    final InMemoryCommitter memory;
    final VersionCatalog catalog;
    final List<Item> sourceItems = new ArrayList<>();
    final Set<TableName> loading = new HashSet<>();
    private final InstantSource clock;

    public VersionWorld(Instant now) {
        this(InstantSource.fixed(now), new SeenThings(1), new SeenThings(2));
    }

    private VersionWorld(InstantSource clock, SeenThings first, SeenThings second) {
        this(
                clock,
                first,
                second,
                new InMemoryCommitter(List.of(
                        first.table(),
                        second.table(),
                        DerivedTable.of(AuditRows.TABLE),
                        DerivedTable.of(ExpiryRows.TABLE),
                        DerivedTable.of(VersionRows.TABLE))));
    }

    private VersionWorld(InstantSource clock, SeenThings first, SeenThings second, InMemoryCommitter memory) {
        super(memory);
        this.clock = clock;
        this.first = first;
        this.second = second;
        this.memory = memory;
        this.catalog = new VersionCatalog(List.of(first, second), UnaryOperator.identity());
    }

    public Versions versions() {
        return new Versions(this, catalog, clock, KEEP);
    }

    public Rebuilder rebuilder(RebuildListener listener) {
        return rebuilder(memory, listener);
    }

    Rebuilder rebuilder(Committer committer, RebuildListener listener) {
        RebuildParts parts = new RebuildParts(
                walk(),
                log(),
                new AuditRows(),
                new CommitPlanner(CommitLimits.DYNAMODB),
                committer,
                memory,
                memory.parkingLot(),
                this,
                this,
                rows(),
                memory.storedRows(),
                policy(),
                clock);
        return new Rebuilder(
                versions(), parts, "builder-" + System.identityHashCode(parts), listener, loading::contains);
    }

    public Comparison comparison(Comparison.Scope scope) {
        return new Comparison(rows(), sources(), scope);
    }

    /** A worker's pipeline of a lane, by the number of its shard. */
    ChangePipeline pipeline(int shard, Committer committer, StopSignal stop) {
        List<Projection> projections = List.of(first, second);
        ChangePipeline.Parts parts = new ChangePipeline.Parts(
                new Router(projections, Map.of(), new AuditRows(), new ExpiryRows()).reading(memory.storedRows()),
                Containment.NONE,
                new CommitPlanner(CommitLimits.DYNAMODB),
                committer,
                memory,
                memory.parkingLot(),
                policy(),
                PipelineListener.NONE,
                clock,
                lane -> new VersionForesight(Foresight.NONE, this, catalog, this));
        return new ChangePipeline(new Lane(TestChanges.TABLE, new ShardId("shard-" + shard)), parts, stop);
    }

    /** A pipeline that has been opened. */
    ChangePipeline opened(int shard) {
        ChangePipeline pipeline = pipeline(shard, memory, new StopSwitch());
        pipeline.open();
        return pipeline;
    }

    /** A lane applies these, by the states of the versions as they are. */
    public void apply(Change... changes) {
        opened(1).apply(List.of(changes));
    }

    /** The second version's row of a thing becomes what no change has made of it. */
    public void spoil(String id) {
        Write wrong = Write.update(second.row(id)).set("last", AttributeValue.fromS("spoilt"));
        memory.commit(new Redrive(List.of(new GuardedWrite(wrong, new Guard.Absent("nothing"))), List.of()));
    }

    /** The code of the second version takes what it could not. */
    public void mend() {
        second.mended = true;
    }

    /** The code of the first version takes everything. */
    public void sturdy() {
        first.mended = true;
    }

    private static FailurePolicy policy() {
        Duration soon = Duration.ofNanos(1_000);
        return new FailurePolicy(soon, soon, soon, new Random(7));
    }

    private AuditWalk walk() {
        return (segment, segments, after) -> {
            List<String> items = items().stream()
                    .filter(item -> Math.floorMod(item.hashCode(), segments) == segment)
                    .filter(item ->
                            after.isEmpty() || item.compareTo(after.get().item()) > 0)
                    .limit(2)
                    .toList();
            return new AuditWalk.Page(
                    items, items.size() < 2 ? Optional.empty() : Optional.of(new WalkPlace(items.getLast(), "")));
        };
    }

    private List<String> items() {
        return memory.rows(AuditRows.TABLE.name()).stream()
                .filter(AuditRows::isEntry)
                .flatMap(row -> row.string(AuditRows.ITEM).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private DerivedRows rows() {
        return new DerivedRows() {
            @Override
            public Iterator<Item> rows(TableName table) {
                return memory.rows(table).iterator();
            }

            @Override
            public List<Optional<Item>> together(List<RowKey> keys) {
                return keys.stream().map(memory::row).toList();
            }
        };
    }

    private SourceRows sources() {
        return new SourceRows() {
            @Override
            public KeySchema keyOf(TableName table) {
                return KeySchema.of(KeyAttribute.string("id"));
            }

            @Override
            public Iterator<Item> items(TableName table) {
                return sourceItems.iterator();
            }
        };
    }

    /** The log as it is at each question. */
    private AuditLog log() {
        return new AuditLog() {
            private AuditLog now() {
                return new AuditInMemory(memory.rows(AuditRows.TABLE.name()));
            }

            @Override
            public Iterator<AuditRecord> records() {
                return now().records();
            }

            @Override
            public Iterator<AuditRecord> recordsOf(String item) {
                return now().recordsOf(item);
            }

            @Override
            public Page<AuditSummary> ofTable(TableName table, TimeRange range, PageRequest page) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Optional<AuditEntry> entry(ChangeId id) {
                throw new UnsupportedOperationException();
            }

            @Override
            public List<AuditNote> notes(TableName table, ItemKey key) {
                throw new UnsupportedOperationException();
            }

            @Override
            public List<Gap> gaps(TableName table) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
