package dev.afterimage.commit;

import static dev.afterimage.commit.TestChanges.inserted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.projection.Writes;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.testing.InMemoryTables;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class CommitPlannerTest {
    private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789Z");
    private static final DerivedTable ROWS = table("rows");
    private static final DerivedTable EVENTS = table("events");
    private static final DerivedTable PARKED = table("parked");
    private static final DerivedTable MARKS = table("marks");
    private static final int EVENT_ROWS = 3;
    private static final long PARKED_ROWS = 2;
    private static final int POSITION_BYTES = 1_000;

    private final Position start = Position.start(new Lane(TestChanges.TABLE, new ShardId("shardId-1")));

    @Test
    void plans_applied_in_order_equal_every_write_applied_one_after_the_other() {
        forSeeds(1_500, (random, changes, limits) -> {
            List<CommitPlan> plans = new CommitPlanner(limits).plan(start, changes, AT);

            assertThat(rowsAfter(plans)).isEqualTo(rowsAfterEach(changes));
            assertThat(completed(plans)).isEqualTo(sequences(changes));
        });
    }

    @Test
    void no_plan_breaks_a_limit() {
        forSeeds(1_500, (random, changes, limits) -> {
            for (CommitPlan plan : new CommitPlanner(limits).plan(start, changes, AT)) {
                int bytes = all(plan).mapToInt(Write::size).sum();
                assertThat(all(plan).count() + 1).isLessThanOrEqualTo(limits.actions());
                assertThat(plan.changes()).hasSizeLessThanOrEqualTo(limits.changes());
                assertThat(all(plan)).extracting(Write::row).doesNotHaveDuplicates();
                assertThat(bytes + POSITION_BYTES <= limits.bytes() || isUndivided(plan))
                        .isTrue();
            }
        });
    }

    /** Whether it holds one thing that is never divided. */
    private static boolean isUndivided(CommitPlan plan) {
        return plan.writes().size() == 1
                || (plan.parked().size() == 1 && plan.writes().size() == PARKED_ROWS)
                || plan.writes().stream().map(Write::row).allMatch(CommitPlannerTest::isEvent);
    }

    @Test
    void events_and_what_is_parked_for_a_projection_are_never_divided() {
        forSeeds(500, (random, changes, limits) -> {
            for (CommitPlan plan : new CommitPlanner(limits).plan(start, changes, AT)) {
                Map<String, Long> rows = all(plan)
                        .filter(write -> !write.row().table().equals(ROWS.name()))
                        .collect(Collectors.groupingBy(
                                write -> write.row().table().value(), Collectors.counting()));
                assertThat(rows.getOrDefault("parked", 0L))
                        .isEqualTo(PARKED_ROWS * plan.parked().size());
                assertThat(rows.getOrDefault("events", 0L) % EVENT_ROWS).isZero();
            }
        });
    }

    @Test
    void each_plan_starts_where_the_one_before_ends() {
        forSeeds(500, (random, changes, limits) -> {
            Position expected = start;
            for (CommitPlan plan : new CommitPlanner(limits).plan(start, changes, AT)) {
                assertThat(plan.from()).isEqualTo(expected);
                assertThat(plan.to().revision()).isEqualTo(expected.revision() + 1);
                expected = plan.to();
            }
            assertThat(expected.sequence())
                    .isEqualTo(Optional.of(changes.getLast().change().sequence()));
            assertThat(expected.split()).isEmpty();
        });
    }

    @Test
    void whoever_goes_on_after_any_plan_ends_at_the_same_even_with_other_limits() {
        forSeeds(400, (random, changes, limits) -> {
            List<CommitPlan> plans = new CommitPlanner(limits).plan(start, changes, AT);
            for (int cut = 0; cut < plans.size(); cut++) {
                List<CommitPlan> done = plans.subList(0, cut);
                Position position = done.isEmpty() ? start : done.getLast().to();
                List<ProjectedChange> rest = rest(changes, position);

                List<CommitPlan> same = new CommitPlanner(limits).plan(position, rest, AT);
                List<CommitPlan> other = new CommitPlanner(limits(random)).plan(position, rest, AT);

                assertThat(same).isEqualTo(plans.subList(cut, plans.size()));
                assertThat(rowsAfter(join(done, other))).isEqualTo(rowsAfterEach(changes));
                assertThat(completed(join(done, other))).isEqualTo(sequences(changes));
            }
        });
    }

    @Test
    void a_counter_touched_500_times_is_one_action() {
        List<ProjectedChange> changes = LongStream.rangeClosed(1, 500)
                .mapToObj(i -> projected(i, Write.update(row("counter")).add("count", 1)))
                .toList();

        List<CommitPlan> plans = new CommitPlanner(CommitLimits.DYNAMODB).plan(start, changes, AT);

        assertThat(plans).hasSize(1);
        assertThat(plans.getFirst().writes())
                .containsExactly(Write.update(row("counter")).add("count", 500));
    }

    @Test
    void a_change_that_does_not_fit_is_cut_between_its_writes() {
        Write[] writes = IntStream.range(0, 7)
                .mapToObj(i -> Write.put(row("row-" + i), Map.of()))
                .toArray(Write[]::new);
        ProjectedChange small = projected(1, Write.put(row("small"), Map.of()));
        CommitPlanner planner = new CommitPlanner(new CommitLimits(4, 100_000, 10));

        List<CommitPlan> plans = planner.plan(start, List.of(small, projected(2, writes)), AT);

        assertThat(plans).extracting(plan -> plan.writes().size()).containsExactly(1, 3, 3, 1);
        assertThat(plans)
                .extracting(plan -> plan.to().writesApplied(inserted(2)))
                .containsExactly(0, 3, 6, 0);
        assertThat(plans).extracting(plan -> plan.completed().size()).containsExactly(1, 0, 0, 1);
        assertThat(plans).allSatisfy(plan -> assertThat(plan.changes()).hasSize(1));
    }

    @Test
    void a_write_larger_than_any_transaction_goes_alone_so_that_dynamodb_can_say_so() {
        Write large = Write.put(row("large"), Map.of("text", AttributeValue.fromS("x".repeat(5_000))));
        ProjectedChange change = projected(1, Write.delete(row("a")), large, Write.delete(row("b")));

        List<CommitPlan> plans = new CommitPlanner(new CommitLimits(100, 3_000, 10)).plan(start, List.of(change), AT);

        assertThat(plans).extracting(plan -> plan.writes().size()).containsExactly(1, 1, 1);
    }

    @Test
    void two_writes_that_cannot_be_merged_stay_in_two_plans() {
        ProjectedChange text = projected(1, Write.put(row("a"), Map.of("count", AttributeValue.fromS("text"))));
        ProjectedChange number = projected(2, Write.update(row("a")).add("count", 1));

        List<CommitPlan> plans = new CommitPlanner(CommitLimits.DYNAMODB).plan(start, List.of(text, number), AT);

        assertThat(plans).extracting(CommitPlan::writes).containsExactly(text.writes(), number.writes());
    }

    @Test
    void a_split_change_that_has_no_writes_left_is_completed() {
        Position within = start.within(inserted(1), 3, AT);

        List<CommitPlan> plans = new CommitPlanner(CommitLimits.DYNAMODB)
                .plan(within, List.of(projected(1, Write.delete(row("a")))), AT);

        assertThat(plans).hasSize(1);
        assertThat(plans.getFirst().writes()).isEmpty();
        assertThat(plans.getFirst().to().covers(inserted(1).sequence())).isTrue();
    }

    @Test
    void nothing_gives_no_plan() {
        assertThat(new CommitPlanner(CommitLimits.DYNAMODB).plan(start, List.of(), AT))
                .isEmpty();
    }

    @Test
    void takes_no_more_changes_than_one_plan_needs_and_one() {
        List<Long> taken = new ArrayList<>();
        Iterator<ProjectedChange> endless = LongStream.iterate(1, i -> i + 1)
                .peek(taken::add)
                .mapToObj(i -> projected(i, Write.delete(row("row-" + i))))
                .iterator();

        CommitPlan first = new CommitPlanner(new CommitLimits(11, 100_000, 1_000))
                .plans(start, endless, InstantSource.fixed(AT))
                .next();

        assertThat(first.changes()).hasSize(10);
        assertThat(taken).hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void the_work_grows_with_the_changes_and_not_faster() {
        List<ProjectedChange> changes = LongStream.rangeClosed(1, 100_000)
                .mapToObj(i -> projected(i, Write.update(row("row-" + i % 50)).add("count", 1)))
                .toList();

        List<CommitPlan> plans = new CommitPlanner(CommitLimits.DYNAMODB).plan(start, changes, AT);

        assertThat(plans).hasSize(1);
    }

    @Test
    void what_is_left_of_a_refused_slot_is_parked_and_does_not_count_any_more() {
        Position within = start.within(inserted(1), 3, AT);
        ProjectedChange change = new ProjectedChange(
                inserted(1),
                List.of(slot("first", 2), slot("refused", 2), slot("last", 2)),
                List.of(parked("refused", inserted(1))));

        List<CommitPlan> plans = new CommitPlanner(new CommitLimits(4, 100_000, 10)).plan(within, List.of(change), AT);

        assertThat(plans).hasSize(2);
        assertThat(plans.getFirst().writes())
                .isEqualTo(change.parked().getFirst().rows());
        assertThat(plans.getFirst().to().writesApplied(inserted(1))).isEqualTo(2);
        assertThat(plans.getFirst().to().parkedFor(inserted(1))).containsExactly(new ProjectionName("refused"));
        assertThat(plans.getLast().writes()).isEqualTo(slot("last", 2).writes());
        assertThat(plans.getLast().to().covers(inserted(1).sequence())).isTrue();
    }

    private interface Property {
        void check(Random random, List<ProjectedChange> changes, CommitLimits limits);
    }

    private static void forSeeds(int seeds, Property property) {
        for (long seed = 0; seed < seeds; seed++) {
            Random random = new Random(seed);
            try {
                property.check(random, changes(random), limits(random));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("with seed " + seed + ": " + failure.getMessage(), failure);
            }
        }
    }

    private static CommitLimits limits(Random random) {
        int actions = CommitLimits.FEWEST_ACTIONS + random.nextInt(12);
        return new CommitLimits(actions, 1_010 + random.nextInt(600), 1 + random.nextInt(20));
    }

    private static List<ProjectedChange> changes(Random random) {
        int rows = 1 + random.nextInt(20);
        return LongStream.rangeClosed(1, 1 + random.nextInt(30))
                .mapToObj(i -> change(random, i, rows))
                .toList();
    }

    private static ProjectedChange change(Random random, long sequence, int rows) {
        List<Write> writes = Writes.mergeRows(Stream.generate(() -> write(random, rows))
                .limit(random.nextInt(random.nextInt(5) == 0 ? 30 : 4))
                .toList());
        int cut = random.nextInt(writes.size() + 1);
        List<Slot> slots = List.of(
                new Slot(Optional.empty(), random.nextBoolean() ? events(sequence) : List.of()),
                new Slot(Optional.of(new ProjectionName("one")), writes.subList(0, cut)),
                new Slot(Optional.of(new ProjectionName("two")), writes.subList(cut, writes.size())));
        List<Parked> parked = IntStream.range(0, random.nextInt(4) == 0 ? random.nextInt(6) : 0)
                .mapToObj(i -> parked("bad_" + i, inserted(sequence, "item", "value")))
                .toList();
        return new ProjectedChange(inserted(sequence), slots, parked);
    }

    private static List<Write> events(long sequence) {
        return IntStream.range(0, EVENT_ROWS)
                .mapToObj(i -> put(EVENTS, sequence + "-" + i))
                .toList();
    }

    private static Parked parked(String projection, Change change) {
        List<Write> rows = IntStream.range(0, (int) PARKED_ROWS)
                .mapToObj(i -> put(PARKED, projection + "-" + change.sequence() + "-" + i))
                .toList();
        Write.Update mark = Write.update(new RowKey(MARKS.name(), ItemKey.of("id", projection)))
                .add("waiting", 1);
        return new Parked(
                new ProjectionName(projection), "bad", rows, new GuardedWrite(mark, new Guard.Absent("tail")));
    }

    private static Slot slot(String projection, int writes) {
        return new Slot(
                Optional.of(new ProjectionName(projection)),
                IntStream.range(0, writes)
                        .mapToObj(i -> put(ROWS, projection + "-" + i))
                        .toList());
    }

    private static Write put(DerivedTable table, String id) {
        return Write.put(new RowKey(table.name(), ItemKey.of("id", id)), Map.of());
    }

    /** What a router makes of the changes that are not applied whole: whom a change is parked for is not asked again. */
    private static List<ProjectedChange> rest(List<ProjectedChange> changes, Position position) {
        return changes.stream()
                .filter(change -> !position.covers(change.change().sequence()))
                .map(change -> new ProjectedChange(
                        change.change(), change.slots(), change.aside(position.parkedFor(change.change()))))
                .toList();
    }

    private static Write write(Random random, int rows) {
        RowKey row = row("row-" + random.nextInt(rows));
        return switch (random.nextInt(6)) {
            case 0 -> Write.put(row, Map.of("n", AttributeValue.fromN(Integer.toString(random.nextInt(9)))));
            case 1 -> Write.delete(row);
            case 2 -> Write.update(row).set("s", AttributeValue.fromS("x".repeat(random.nextInt(60))));
            case 3 -> Write.update(row).remove("n").add("m", 1);
            default -> Write.update(row).add("n", random.nextInt(9) - 4);
        };
    }

    private static ProjectedChange projected(long sequence, Write... writes) {
        Slot slot = new Slot(Optional.of(new ProjectionName("one")), Writes.mergeRows(List.of(writes)));
        return new ProjectedChange(inserted(sequence), List.of(slot), List.of());
    }

    private static DerivedTable table(String name) {
        return DerivedTable.of(TableDefinition.of(name, KeySchema.of(KeyAttribute.string("id"))));
    }

    private static RowKey row(String id) {
        return new RowKey(ROWS.name(), ItemKey.of("id", id));
    }

    private static List<Item> rowsAfter(List<CommitPlan> plans) {
        return rowsAfterAll(plans.stream().flatMap(CommitPlannerTest::all));
    }

    private static List<Item> rowsAfterEach(List<ProjectedChange> changes) {
        return rowsAfterAll(changes.stream()
                .flatMap(change -> Stream.concat(
                        change.parked().stream()
                                .flatMap(kept -> Stream.concat(
                                        kept.rows().stream(),
                                        Stream.of(kept.mark().write()))),
                        change.writes().stream())));
    }

    private static List<Item> rowsAfterAll(Stream<Write> writes) {
        List<DerivedTable> all = List.of(ROWS, EVENTS, PARKED, MARKS);
        InMemoryTables tables = new InMemoryTables(all);
        writes.forEach(write -> tables.apply(List.of(write)));
        return all.stream().flatMap(table -> tables.rows(table.name()).stream()).toList();
    }

    private static Stream<Write> all(CommitPlan plan) {
        return Stream.concat(plan.marks().stream().map(GuardedWrite::write), plan.writes().stream());
    }

    private static boolean isEvent(RowKey row) {
        return row.table().equals(EVENTS.name());
    }

    private static List<String> completed(List<CommitPlan> plans) {
        return plans.stream()
                .flatMap(plan -> plan.completed().stream())
                .map(change -> change.sequence().digits())
                .toList();
    }

    private static List<String> sequences(List<ProjectedChange> changes) {
        return changes.stream()
                .map(change -> change.change().sequence().digits())
                .toList();
    }

    private static List<CommitPlan> join(List<CommitPlan> first, List<CommitPlan> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
