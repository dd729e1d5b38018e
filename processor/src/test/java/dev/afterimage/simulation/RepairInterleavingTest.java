package dev.afterimage.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.AuditVerifier;
import dev.afterimage.audit.Gap;
import dev.afterimage.audit.GapRows;
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
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlanner;
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
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkedRows;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.Containment;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.ManualClock;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.Redriver;
import dev.afterimage.pipeline.Router;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.projection.DerivedTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Each order in which an item is changed in a gap and after it, read by a repair, and caught up with by its lane. */
final class RepairInterleavingTest {
    private static final TableName THINGS = SimulatedStream.THINGS;
    private static final Lane LANE = new Lane(THINGS, new ShardId("shard"));

    private final ManualClock clock = new ManualClock();
    private final Poisons poisons = new Poisons();
    private final Balance balance = new Balance("balance", poisons);
    private final InMemoryCommitter tables = tables();
    private final InMemoryBackfills backfills = new InMemoryBackfills(tables);
    private final AuditOfTables audit = new AuditOfTables(tables);
    private final AuditRows auditRows = new AuditRows(Optional.empty(), true);
    private final Map<String, Item> source = new TreeMap<>();
    private final ChangePipeline.Parts parts = parts();
    private final BackfillWork work = work();
    private final ChangePipeline lane = new ChangePipeline(LANE, parts, new StopSwitch());

    @Test
    void an_item_that_was_not_touched() {
        follow(TestChanges.inserted(100, "a", "one"));
        gap();
        repair();
        work.beat();

        assertEnd(List.of("INSERT one"), Optional.of("one"));
    }

    @Test
    void an_item_that_was_inserted_in_the_gap() {
        followAnother();
        gap(TestChanges.inserted(100, "a", "one"));
        repair();
        work.beat();

        assertEnd(List.of("REPAIR one"), Optional.of("one"));
    }

    @Test
    void an_item_that_was_changed_in_the_gap() {
        follow(TestChanges.inserted(100, "a", "one"));
        gap(TestChanges.modified(101, "a", "one", "two"));
        repair();
        work.beat();

        assertEnd(List.of("INSERT one", "REPAIR two"), Optional.of("two"));
    }

    @Test
    void an_item_that_was_deleted_in_the_gap() {
        follow(TestChanges.inserted(100, "a", "one"));
        gap(TestChanges.removed(101, "a", "one"));
        repair();
        work.beat();

        assertEnd(List.of("INSERT one", "REPAIR"), Optional.empty());
    }

    @Test
    void an_item_that_was_deleted_and_created_again_in_the_gap() {
        follow(TestChanges.inserted(100, "a", "one"));
        gap(TestChanges.removed(101, "a", "one"), TestChanges.inserted(102, "a", "again"));
        repair();
        work.beat();

        assertEnd(List.of("INSERT one", "REPAIR again"), Optional.of("again"));
    }

    @Test
    void an_item_that_was_changed_and_changed_back_in_the_gap() {
        follow(TestChanges.inserted(100, "a", "one"));
        gap(TestChanges.modified(101, "a", "one", "two"), TestChanges.modified(102, "a", "two", "one"));
        repair();
        work.beat();

        assertEnd(List.of("INSERT one"), Optional.of("one"));
    }

    @Test
    void an_item_that_is_changed_back_by_a_change_that_comes_after_the_reading() {
        follow(TestChanges.inserted(100, "a", "one"));
        gap(TestChanges.modified(101, "a", "one", "two"));
        repair();
        Change back = happens(TestChanges.modified(102, "a", "two", "one"));
        work.beat();
        apply(back);

        assertEnd(List.of("INSERT one", "REPAIR two", "MODIFY one"), Optional.of("one"));
    }

    @Test
    void an_item_that_is_changed_again_before_the_reading() {
        follow(TestChanges.inserted(100, "a", "one"));
        gap(TestChanges.modified(101, "a", "one", "two"));
        repair();
        apply(happens(TestChanges.modified(102, "a", "two", "three")));
        work.beat();

        assertEnd(List.of("INSERT one", "REPAIR two", "MODIFY three"), Optional.of("three"));
    }

    @Test
    void an_item_that_is_changed_again_after_the_reading() {
        follow(TestChanges.inserted(100, "a", "one"));
        gap(TestChanges.modified(101, "a", "one", "two"));
        repair();
        work.beat();
        apply(happens(TestChanges.modified(102, "a", "two", "three")));

        assertEnd(List.of("INSERT one", "REPAIR two", "MODIFY three"), Optional.of("three"));
    }

    @Test
    void a_reading_that_holds_changes_that_come_later() {
        follow(TestChanges.inserted(100, "a", "one"));
        gap(TestChanges.modified(101, "a", "one", "two"));
        repair();
        Change third = happens(TestChanges.modified(102, "a", "two", "three"));
        Change fourth = happens(TestChanges.modified(103, "a", "three", "four"));
        work.beat();
        assertThat(copy()).contains("four");
        apply(third);
        assertThat(copy()).contains("three");
        apply(fourth);

        assertEnd(
                List.of("INSERT one", "REPAIR four", "REPAIR two", "MODIFY three", "MODIFY four"), Optional.of("four"));
    }

    @Test
    void an_item_that_was_changed_in_the_gap_and_is_deleted_after_it() {
        follow(TestChanges.inserted(100, "a", "one"));
        gap(TestChanges.modified(101, "a", "one", "two"));
        repair();
        Change removal = happens(TestChanges.removed(102, "a", "two"));
        work.beat();
        apply(removal);

        assertEnd(List.of("INSERT one", "REPAIR", "REPAIR two", "REMOVE"), Optional.empty());
    }

    @Test
    void an_item_that_was_changed_in_the_gap_and_again_before_the_repair() {
        follow(TestChanges.inserted(100, "a", "one"));
        gap(TestChanges.modified(101, "a", "one", "two"));
        apply(happens(TestChanges.modified(102, "a", "two", "three")));
        repair();
        work.beat();

        assertEnd(
                List.of("INSERT one", "REPAIR two", "MODIFY three", "REPAIR two", "REPAIR three"),
                Optional.of("three"));
    }

    @Test
    void an_item_that_was_changed_in_the_gap_and_before_the_repair_and_whose_lane_is_faster() {
        follow(TestChanges.inserted(100, "a", "one"));
        gap(TestChanges.modified(101, "a", "one", "two"));
        apply(happens(TestChanges.modified(102, "a", "two", "three")));
        repair();
        apply(happens(TestChanges.modified(103, "a", "three", "four")));
        work.beat();

        assertEnd(
                List.of("INSERT one", "REPAIR two", "MODIFY three", "REPAIR two", "REPAIR three", "MODIFY four"),
                Optional.of("four"));
    }

    @Test
    void an_item_that_was_inserted_in_the_gap_and_changed_before_the_repair() {
        followAnother();
        gap(TestChanges.inserted(100, "a", "one"));
        apply(happens(TestChanges.modified(101, "a", "one", "two")));
        repair();
        work.beat();

        assertEnd(List.of("REPAIR one", "MODIFY two", "REPAIR one", "REPAIR two"), Optional.of("two"));
    }

    @Test
    void an_item_that_was_inserted_in_the_gap_and_deleted_before_the_repair() {
        followAnother();
        gap(TestChanges.inserted(100, "a", "one"));
        apply(happens(TestChanges.removed(101, "a", "one")));
        repair();
        work.beat();

        assertEnd(List.of("REPAIR one", "REMOVE", "REPAIR one", "REPAIR"), Optional.empty());
    }

    @Test
    void an_item_that_was_deleted_in_the_gap_and_created_again_before_the_repair() {
        follow(TestChanges.inserted(100, "a", "one"));
        gap(TestChanges.removed(101, "a", "one"));
        apply(happens(TestChanges.inserted(102, "a", "again")));
        repair();
        work.beat();

        assertEnd(List.of("INSERT one", "REPAIR", "INSERT again", "REPAIR", "REPAIR again"), Optional.of("again"));
    }

    @Test
    void an_item_that_two_gaps_went_over() {
        follow(TestChanges.inserted(100, "a", "one"));
        gap(TestChanges.modified(101, "a", "one", "two"));
        apply(happens(TestChanges.modified(102, "a", "two", "three")));
        gap(TestChanges.modified(103, "a", "three", "four"));
        apply(happens(TestChanges.modified(104, "a", "four", "five")));
        gap(TestChanges.modified(105, "a", "five", "six"));
        repair();
        work.beat();

        assertEnd(
                List.of(
                        "INSERT one",
                        "REPAIR two",
                        "MODIFY three",
                        "REPAIR four",
                        "MODIFY five",
                        "REPAIR two",
                        "REPAIR four",
                        "REPAIR six"),
                Optional.of("six"));
    }

    @Test
    void an_item_that_was_repaired_before() {
        follow(TestChanges.inserted(100, "a", "one"));
        gap(TestChanges.modified(101, "a", "one", "two"));
        repair();
        work.beat();
        assertEnd(List.of("INSERT one", "REPAIR two"), Optional.of("two"));
        gap(TestChanges.modified(102, "a", "two", "three"));
        repair();
        work.beat();
        apply(happens(TestChanges.modified(103, "a", "three", "four")));

        assertEnd(List.of("INSERT one", "REPAIR two", "REPAIR three", "MODIFY four"), Optional.of("four"));
    }

    @Test
    void an_item_that_is_parked_stays_parked_and_the_repair_queues_behind_it() {
        Change bad = TestChanges.inserted(100, "a", "one");
        poisons.add(balance.name(), bad.id(), Poisons.Poison.THROWS);
        follow(bad);
        gap(TestChanges.modified(101, "a", "one", "two"));
        repair();
        work.beat();
        apply(happens(TestChanges.modified(102, "a", "two", "three")));
        assertThat(copy()).isEmpty();
        assertThat(tables.rows(ParkedRows.TABLE.name())).hasSize(4);

        poisons.mend(balance.name());
        redriver().redrive(new ParkedItem(balance.name(), THINGS, bad.key()), _ -> {});

        assertEnd(List.of("INSERT one", "REPAIR two", "MODIFY three"), Optional.of("three"));
    }

    @Test
    void without_a_gap_all_of_the_log_is_looked_at() {
        follow(TestChanges.inserted(100, "a", "one"));
        happens(TestChanges.modified(101, "a", "one", "two"));
        follow(TestChanges.modified(102, "a", "two", "three"));
        repair();
        work.beat();

        assertEnd(
                List.of("INSERT one", "REPAIR two", "MODIFY three", "REPAIR two", "REPAIR three"),
                Optional.of("three"));
    }

    @Test
    void a_gap_that_is_found_while_a_repair_goes_on_needs_another() {
        follow(TestChanges.inserted(100, "a", "one"));
        repair();
        gap();
        work.beat();
        beatToTheEnd();

        assertThat(audit.gaps(THINGS)).extracting(Gap::repaired).containsExactly(Optional.empty());
    }

    @Test
    void nothing_is_repaired_that_was_never_followed_and_nothing_while_entries_lapse() {
        assertThat(backfilling(false).repair(THINGS, new ScanSettings(1, 0, true, false)))
                .asString()
                .contains("nothing to repair");
        follow(TestChanges.inserted(100, "a", "one"));
        assertThat(backfilling(true).repair(THINGS, new ScanSettings(1, 0, true, false)))
                .asString()
                .contains("audit entries are not kept for ever");
        assertThat(backfilling(false).repair(THINGS, new ScanSettings(1, 0, false, false)))
                .asString()
                .contains("strongly consistent");
    }

    /** These happen, and the lane applies them. */
    private void follow(Change... changes) {
        lane.open();
        for (Change change : changes) {
            apply(happens(change));
        }
        clock.advance(Duration.ofMinutes(5));
    }

    /** Something else is followed, so that the lane is known, and is gone by the end. */
    private void followAnother() {
        follow(TestChanges.inserted(50, "b", "other"), TestChanges.removed(51, "b", "other"));
    }

    private Change happens(Change change) {
        String key = change.key().canonical();
        change.after().ifPresentOrElse(image -> source.put(key, image), () -> source.remove(key));
        return change;
    }

    private void apply(Change... changes) {
        assertThat(lane.apply(List.of(changes))).isTrue();
    }

    /** These happen, and the stream does not show them. */
    private void gap(Change... lost) {
        List.of(lost).forEach(this::happens);
        clock.advance(Duration.ofMinutes(5));
        Gap gap = Gap.of(THINGS, "gap at " + clock.instant(), clock.instant());
        GuardedWrite note =
                new GuardedWrite(new GapRows(Optional.empty()).put(gap), new Guard.Absent(AuditRows.SEQUENCE));
        assertThat(tables.commit(new Redrive(List.of(note), List.of()))).isInstanceOf(CommitOutcome.Applied.class);
        clock.advance(Duration.ofMinutes(5));
    }

    private void repair() {
        assertThat(backfilling(false).repair(THINGS, new ScanSettings(1, 0, true, false)))
                .isInstanceOf(Backfilling.Result.Done.class);
    }

    private Backfilling backfilling(boolean retained) {
        return new Backfilling(
                new Backfilling.Parts(backfills, tables, audit, tables, retained, clock, _ -> Optional.empty()));
    }

    private void beatToTheEnd() {
        for (int i = 0; i < 6; i++) {
            clock.advance(Duration.ofSeconds(3));
            work.beat();
        }
        assertThat(backfills.of(THINGS).orElseThrow().state()).isEqualTo(BackfillState.DONE);
    }

    private void assertEnd(List<String> entries, Optional<String> value) {
        beatToTheEnd();
        assertThat(tables.rows(BackfillRows.TABLE.name())).isEmpty();
        assertThat(tables.rows(ParkedRows.TABLE.name())).isEmpty();
        List<AuditEntry> log = new AuditInMemory(tables.rows(AuditRows.TABLE.name())).entries();
        assertThat(log)
                .filteredOn(entry -> entry.change().key().canonical().equals("id=a"))
                .extracting(RepairInterleavingTest::inWords)
                .isEqualTo(entries);
        AuditVerifier.Report report = new AuditVerifier(audit).verify(clock.instant());
        assertThat(report.firstBreak()).isEmpty();
        assertThat(report.atGaps()).isZero();
        assertThat(audit.gaps(THINGS)).allMatch(gap -> gap.repaired().isPresent());
        assertThat(copy()).isEqualTo(value);
        assertThat(sums()).isEqualTo(balance.sums(source.values()));
    }

    private Map<String, Integer> sums() {
        Map<String, Integer> sums = new TreeMap<>();
        tables.rows(balance.sums().name())
                .forEach(row -> sums.put(
                        row.string("id").orElseThrow(),
                        row.number("sum").orElseThrow().intValueExact()));
        sums.values().removeIf(sum -> sum == 0);
        return sums;
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
                FailurePolicy.standard(new Random(7)).with(new FailurePolicy.Parking(1, 10)),
                PipelineListener.NONE,
                clock,
                of -> new LaneFences(of.table(), backfills, audit, auditRows));
    }

    private Redriver redriver() {
        return new Redriver(
                new Redriver.Parts(
                        parts.router(),
                        parts.containment(),
                        parts.planner(),
                        tables,
                        tables.parkingLot(),
                        tables.notes(),
                        auditRows,
                        parts.failures(),
                        clock),
                "operator",
                new StopSwitch());
    }

    private BackfillWork work() {
        Loading loading = new Loading(
                backfills,
                new Pages(),
                new LoggedInMemory(tables, () -> source),
                audit,
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
                        new AtOnce()));
    }

    /** Reads segments at once. */
    private static final class AtOnce implements BackfillWork.Scans {
        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public void start(Consumer<StopSignal> scan) {
            scan.accept(new StopSwitch());
        }
    }

    /** All of the table at once. */
    private final class Pages implements TablePages {
        @Override
        public Page read(Part part, Optional<ItemKey> from, int limit) {
            List<Found> found = source.values().stream()
                    .map(item -> new Found(ItemKey.of("id", item.string("id").orElseThrow()), item))
                    .toList();
            return new Page(found, Optional.empty(), 1);
        }

        @Override
        public long roughCount(TableName table) {
            return source.size();
        }
    }
}
