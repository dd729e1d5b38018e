package dev.afterimage.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.AuditVerifier;
import dev.afterimage.backfill.BackfillListener;
import dev.afterimage.backfill.BackfillRows;
import dev.afterimage.backfill.BackfillState;
import dev.afterimage.backfill.BackfillWork;
import dev.afterimage.backfill.Backfilling;
import dev.afterimage.backfill.InMemoryBackfills;
import dev.afterimage.backfill.LaneFences;
import dev.afterimage.backfill.Loading;
import dev.afterimage.backfill.ScanSettings;
import dev.afterimage.backfill.TablePages;
import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.ShardId;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.Containment;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.ManualClock;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.Router;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.projection.DerivedTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Each order in which the reading of an item and its changes may come, one by one. */
final class BackfillInterleavingTest {
    private static final TableName THINGS = SimulatedStream.THINGS;
    private static final Lane LANE = new Lane(THINGS, new ShardId("shard"));

    private final ManualClock clock = new ManualClock();
    private final Balance balance = new Balance("balance", new Poisons());
    private final InMemoryCommitter tables = tables();
    private final InMemoryBackfills backfills = new InMemoryBackfills(tables);
    private final AuditRows auditRows = new AuditRows(Optional.empty(), true);
    private final List<TablePages.Found> source = new ArrayList<>();
    private final ChangePipeline.Parts parts = parts();
    private final BackfillWork work = work();
    private final ChangePipeline lane = new ChangePipeline(LANE, parts, new StopSwitch());

    @Test
    void an_item_that_nobody_changes_is_loaded() {
        begin("a", "one");
        work.beat();

        assertEnd(List.of("LOAD one"), Optional.of("one"));
    }

    @Test
    void a_change_before_the_reading() {
        begin("a", "one");
        change("a", TestChanges.modified(100, "a", "one", "two"));
        work.beat();

        assertEnd(List.of("LOAD one", "MODIFY two"), Optional.of("two"));
    }

    @Test
    void a_change_after_the_reading() {
        begin("a", "one");
        work.beat();
        change("a", TestChanges.modified(100, "a", "one", "two"));

        assertEnd(List.of("LOAD one", "MODIFY two"), Optional.of("two"));
    }

    @Test
    void a_reading_that_holds_changes_that_come_later() {
        begin("a", "three");
        work.beat();
        assertThat(copy()).contains("three");
        apply(TestChanges.modified(100, "a", "one", "two"));
        assertThat(copy()).contains("two");
        apply(TestChanges.modified(101, "a", "two", "three"));

        assertEnd(List.of("LOAD one", "MODIFY two", "MODIFY three"), Optional.of("three"));
    }

    @Test
    void a_reading_of_an_item_whose_insert_comes_later() {
        begin("a", "two");
        work.beat();
        apply(TestChanges.inserted(100, "a", "one"), TestChanges.modified(101, "a", "one", "two"));

        assertEnd(List.of("INSERT one", "MODIFY two"), Optional.of("two"));
    }

    @Test
    void a_delete_before_the_reading() {
        begin("a", "one");
        change("a", TestChanges.removed(100, "a", "one"));
        work.beat();

        assertEnd(List.of("LOAD one", "REMOVE"), Optional.empty());
    }

    @Test
    void an_expiry_whose_record_comes_after_the_reading() {
        begin("a", "one");
        work.beat();
        change("a", TestChanges.expired(100, "a", "one"));

        assertEnd(List.of("LOAD one", "EXPIRE"), Optional.empty());
    }

    @Test
    void a_delete_that_the_reading_did_not_see_any_more_and_an_item_that_was_created_again() {
        begin("a", "again");
        work.beat();
        apply(TestChanges.removed(100, "a", "one"), TestChanges.inserted(101, "a", "again"));

        assertEnd(List.of("LOAD one", "REMOVE", "INSERT again"), Optional.of("again"));
    }

    @Test
    void an_item_that_is_deleted_and_created_again_before_the_reading() {
        begin("a", "one");
        change("a", TestChanges.removed(100, "a", "one"));
        change("a", TestChanges.inserted(101, "a", "again"));
        work.beat();

        assertEnd(List.of("LOAD one", "REMOVE", "INSERT again"), Optional.of("again"));
    }

    private void begin(String id, String value) {
        source.add(found(id, value));
        assertThat(new Backfilling(new Backfilling.Parts(
                                backfills,
                                tables,
                                new AuditOfTables(tables),
                                tables,
                                false,
                                clock,
                                _ -> Optional.empty()))
                        .start(THINGS, new ScanSettings(1, 0, true, false)))
                .isInstanceOf(Backfilling.Result.Done.class);
        lane.open();
    }

    private void change(String id, Change change) {
        source.clear();
        change.after().ifPresent(image -> source.add(new TablePages.Found(ItemKey.of("id", id), image)));
        apply(change);
    }

    private void apply(Change... changes) {
        assertThat(lane.apply(List.of(changes))).isTrue();
    }

    private void assertEnd(List<String> entries, Optional<String> value) {
        for (int i = 0; i < 6; i++) {
            clock.advance(Duration.ofSeconds(3));
            work.beat();
        }
        assertThat(backfills.of(THINGS).orElseThrow().state()).isEqualTo(BackfillState.DONE);
        assertThat(tables.rows(BackfillRows.TABLE.name())).isEmpty();
        AuditInMemory log = new AuditInMemory(tables.rows(AuditRows.TABLE.name()));
        assertThat(log.entries()).extracting(BackfillInterleavingTest::inWords).isEqualTo(entries);
        assertThat(new AuditVerifier(log).verify(clock.instant()).firstBreak()).isEmpty();
        assertThat(copy()).isEqualTo(value);
        int sum = tables.rows(balance.sums().name()).stream()
                .filter(row -> row.string("id").equals(Optional.of("items")))
                .mapToInt(row -> row.number("sum").orElseThrow().intValueExact())
                .sum();
        assertThat(sum).isEqualTo(value.isPresent() ? 1 : 0);
    }

    private static String inWords(AuditEntry entry) {
        return entry.operation()
                + entry.change()
                        .after()
                        .flatMap(image -> image.string("value"))
                        .map(value -> " " + value)
                        .orElse("");
    }

    private Optional<String> copy() {
        return tables.rows(balance.copies().name()).stream()
                .findFirst()
                .flatMap(row -> row.get("of"))
                .map(of -> Item.of(of.m()).string("value").orElseThrow());
    }

    private static TablePages.Found found(String id, String value) {
        return new TablePages.Found(ItemKey.of("id", id), TestChanges.item(id, value));
    }

    private InMemoryCommitter tables() {
        List<DerivedTable> derived = new ArrayList<>(List.of(
                DerivedTable.of(AuditRows.TABLE),
                DerivedTable.of(ExpiryRows.TABLE),
                DerivedTable.of(BackfillRows.TABLE)));
        derived.addAll(balance.tables());
        return new InMemoryCommitter(derived);
    }

    private ChangePipeline.Parts parts() {
        return new ChangePipeline.Parts(
                new Router(List.of(balance), Map.of(), auditRows, new ExpiryRows()),
                Containment.NONE,
                new CommitPlanner(CommitLimits.DYNAMODB),
                tables,
                tables,
                tables.parkingLot(),
                FailurePolicy.standard(new Random(7)),
                PipelineListener.NONE,
                clock,
                of -> new LaneFences(of.table(), backfills, new AuditOfTables(tables), auditRows));
    }

    private BackfillWork work() {
        Loading loading = new Loading(
                backfills,
                new Pages(),
                new LoggedInMemory(tables, Map::of),
                new AuditOfTables(tables),
                parts,
                UnaryOperator.identity(),
                BackfillListener.NONE);
        return new BackfillWork(
                List.of(THINGS),
                new BackfillWork.Parts(
                        "worker",
                        loading,
                        (table, until) -> new BackfillWork.Look(Set.of(LANE), Set.of()),
                        Duration.ofSeconds(2),
                        new ScansAtOnce(StopSwitch::new)));
    }

    /** All of the table at once. */
    private final class Pages implements TablePages {
        @Override
        public Page read(Part part, Optional<ItemKey> from, int limit) {
            return new Page(source, Optional.empty(), 1);
        }

        @Override
        public long roughCount(TableName table) {
            return source.size();
        }
    }
}
