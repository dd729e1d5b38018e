package dev.afterimage.pipeline;

import static dev.afterimage.commit.TestChanges.TABLE;
import static dev.afterimage.commit.TestChanges.inserted;
import static dev.afterimage.pipeline.ScriptedCommitter.Fault.after;
import static dev.afterimage.pipeline.ScriptedCommitter.Fault.commitsUnanswered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.AuditSamples;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.ShardId;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.parking.ParkedRows;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A change whose parked entries fill more than one transaction: ten projections cannot take it, one can. */
final class ParkedInPartsTest {
    private static final int FAILING = 10;
    private static final CommitLimits SMALLEST = new CommitLimits(CommitLimits.FEWEST_ACTIONS, 1, 1);
    private static final CommitLimits TWO_ENTRIES = new CommitLimits(100, 50_000, 10);

    private final World world = new World();
    private final Change large = change(7, 10_000);

    @Test
    void the_largest_images_are_parked_for_ten_projections_in_several_commits() {
        ChangeId id = id(7);
        Change largest =
                new Change.Modified(id, AuditSamples.CHANGED, AuditSamples.largest(id, 1), AuditSamples.largest(id, 2));

        assertThat(world.apply(CommitLimits.DYNAMODB, largest)).isTrue();

        world.assertParkedForEach(largest);
        assertThat(world.committer.attempts()).hasSizeBetween(4, 8).allMatch(plan -> fits(plan, CommitLimits.DYNAMODB));
    }

    @Test
    void with_the_smallest_limits_each_entry_has_a_commit_of_its_own() {
        assertThat(world.apply(SMALLEST, large)).isTrue();

        world.assertParkedForEach(large);
        assertThat(world.committer.attempts())
                .allMatch(plan -> plan.guarded().size() + plan.writes().size() <= SMALLEST.actions())
                .filteredOn(plan -> !plan.parked().isEmpty())
                .hasSize(FAILING);
    }

    @Test
    void whoever_comes_next_parks_what_is_missing_and_nothing_twice() {
        world.apply(TWO_ENTRIES, large);
        int commits = world.committer.attempts().size();
        assertThat(commits).isGreaterThan(FAILING / 2);
        for (int done = 1; done < commits; done++) {
            World broken = new World();
            broken.meets(done - 1, after(() -> {}));
            broken.meets(1, after(broken.stop::raise));
            assertThat(broken.apply(TWO_ENTRIES, large)).isFalse();
            broken.stop.lower();

            assertThat(broken.apply(done % 2 == 0 ? SMALLEST : TWO_ENTRIES, large))
                    .isTrue();

            broken.assertParkedForEach(large);
        }
    }

    @Test
    void an_entry_whose_answer_was_lost_is_parked_once() {
        world.meets(2 * FAILING, commitsUnanswered());

        assertThat(world.apply(TWO_ENTRIES, large)).isTrue();

        world.assertParkedForEach(large);
    }

    @Test
    void two_workers_share_the_entries_of_a_change() {
        world.meets(2, after(() -> {}));
        world.meets(1, after(() -> world.apply(SMALLEST, large)));

        assertThat(world.apply(TWO_ENTRIES, large)).isTrue();

        world.assertParkedForEach(large);
    }

    @Test
    void what_an_operator_redrives_between_two_workers_takes_effect_once() {
        world.apply(TWO_ENTRIES, large);
        int commits = world.committer.attempts().size();
        for (int done = 1; done < commits; done++) {
            World broken = new World();
            broken.meets(done - 1, after(() -> {}));
            broken.meets(1, after(broken.stop::raise));
            broken.apply(TWO_ENTRIES, large);
            broken.stop.lower();
            broken.redriveAll();

            assertThat(broken.apply(TWO_ENTRIES, large)).isTrue();

            broken.redriveAll();
            assertThat(broken.projections).allMatch(projection -> broken.changes(projection.table()) == 3);
            assertThat(broken.memory.rows(ParkedRows.TABLE.name())).isEmpty();
        }
    }

    private static boolean fits(CommitPlan plan, CommitLimits limits) {
        int bytes = Stream.concat(plan.guarded().stream().map(GuardedWrite::write), plan.writes().stream())
                .mapToInt(Write::size)
                .sum();
        return bytes <= limits.bytes() && plan.guarded().size() + plan.writes().size() <= limits.actions();
    }

    private static ChangeId id(long sequence) {
        return new ChangeId(TABLE, ItemKey.of("id", "large"), SequenceNumber.of(Long.toString(sequence)));
    }

    /** With two images of so many bytes that nothing compresses. */
    private static Change change(long sequence, int bytes) {
        Random random = new Random(sequence);
        return new Change.Modified(id(sequence), AuditSamples.CHANGED, image(random, bytes), image(random, bytes));
    }

    private static Item image(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Item.of(Map.of(
                "id", AttributeValue.fromS("large"), "bytes", AttributeValue.fromB(SdkBytes.fromByteArray(bytes))));
    }

    /** One lane whose change with the number 7 stands between two small ones. */
    private static final class World {
        private final ManualClock clock = new ManualClock();
        private final ManualStop stop = new ManualStop(clock);
        private final List<Counter> projections = Stream.concat(
                        Stream.of(new Counter("healthy")),
                        IntStream.range(0, FAILING).mapToObj(i -> new Counter("failing_" + i)))
                .toList();
        private final InMemoryCommitter memory = new InMemoryCommitter(tables());
        private final ScriptedCommitter committer = new ScriptedCommitter(memory);
        private final List<String> halts = new ArrayList<>();
        private final Lane lane = new Lane(TABLE, new ShardId("shardId-1"));

        void meets(int times, ScriptedCommitter.Fault fault) {
            IntStream.range(0, times).forEach(i -> committer.meets(fault));
        }

        /** A worker with these limits opens the lane and applies all three changes. */
        boolean apply(CommitLimits limits, Change seventh) {
            FailurePolicy failures = FailurePolicy.standard(new Random(7)).with(new FailurePolicy.Parking(1, 100));
            ChangePipeline pipeline = new ChangePipeline(
                    lane,
                    new ChangePipeline.Parts(
                            router(),
                            Containment.NONE,
                            new CommitPlanner(limits),
                            committer,
                            memory,
                            memory.parkingLot(),
                            failures,
                            new Halts(),
                            clock),
                    stop);
            return pipeline.open() && pipeline.apply(List.of(inserted(6), seventh, inserted(8)));
        }

        /** Applies what is parked by now, with projections that can take it from now on. */
        void redriveAll() {
            Redriver.Parts parts = new Redriver.Parts(
                    router(),
                    Containment.NONE,
                    new CommitPlanner(SMALLEST),
                    memory,
                    memory.parkingLot(),
                    memory.notes(),
                    new AuditRows(),
                    FailurePolicy.standard(new Random(7)),
                    clock);
            Redriver operator = new Redriver(parts, "ann", stop);
            projections.forEach(projection -> projection.mended.add(projection.name()));
            IntStream.range(0, FAILING).forEach(i -> operator.redrive(item(i), change -> {}));
        }

        private Router router() {
            return new Router(List.copyOf(projections), Map.of(), new AuditRows(), new ExpiryRows());
        }

        private List<DerivedTable> tables() {
            return Stream.concat(
                            Stream.of(DerivedTable.of(AuditRows.TABLE), DerivedTable.of(ExpiryRows.TABLE)),
                            projections.stream().map(Counter::rows))
                    .toList();
        }

        private ParkedItem item(int failing) {
            return new ParkedItem(new ProjectionName("failing_" + failing), TABLE, id(7).key());
        }

        List<ParkedChange> waiting(int failing) {
            List<ParkedChange> waiting = new ArrayList<>();
            memory.parkingLot()
                    .records(item(failing))
                    .forEachRemaining(found -> waiting.add(((ParkedRecord.Whole) found).change()));
            return waiting;
        }

        /** How many changes have taken effect for a projection. */
        long changes(String projection) {
            return memory.rows(new TableName(projection)).stream()
                    .mapToLong(row -> row.number("changes").orElseThrow().longValueExact())
                    .sum();
        }

        void assertParkedForEach(Change seventh) {
            assertThat(halts).isEmpty();
            for (int i = 0; i < FAILING; i++) {
                assertThat(waiting(i)).extracting(ParkedChange::change).containsExactly(seventh);
                assertThat(waiting(i).getFirst().reason()).contains("failing_" + i, "cannot make sense");
                assertThat(memory.parkingLot().marker(item(i)).map(Marker::waiting))
                        .contains(1L);
                assertThat(changes("failing_" + i)).isEqualTo(2);
            }
            assertThat(changes("healthy")).isEqualTo(3);
            assertThat(audited()).contains(seventh).hasSize(3);
            assertThat(memory.of(lane).sequence()).contains(inserted(8).sequence());
            assertThat(memory.of(lane).split()).isEmpty();
        }

        private List<Change> audited() {
            return memory.rows(AuditRows.TABLE.name()).stream()
                    .collect(Collectors.groupingBy(AuditRows.FOLDING::entryOf))
                    .values()
                    .stream()
                    .map(rows -> AuditRows.decode(rows).change())
                    .toList();
        }

        private final class Halts implements PipelineListener {
            @Override
            public void halted(Lane halted, Optional<ChangeId> change, String reason, Duration delay) {
                halts.add(reason);
                stop.raise();
            }
        }
    }

    /** Counts the changes of each item; one that is failing cannot take the seventh until it is mended. */
    private record Counter(String table, Set<ProjectionName> mended) implements Projection {
        Counter(String table) {
            this(table, new HashSet<>());
        }

        DerivedTable rows() {
            return DerivedTable.of(TableDefinition.of(table, KeySchema.of(KeyAttribute.string("id"))));
        }

        @Override
        public ProjectionName name() {
            return new ProjectionName(table);
        }

        @Override
        public Set<TableName> sources() {
            return Set.of(TABLE);
        }

        @Override
        public List<DerivedTable> tables() {
            return List.of(rows());
        }

        @Override
        public List<Write> project(Change change) {
            if (table.startsWith("failing")
                    && mended.isEmpty()
                    && change.sequence().equals(id(7).sequence())) {
                throw new IllegalStateException("cannot make sense of it");
            }
            return List.of(
                    Write.update(new RowKey(new TableName(table), change.key())).add("changes", 1));
        }
    }
}
