package dev.afterimage.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.Positions;
import dev.afterimage.lane.ShardId;
import dev.afterimage.projection.Read;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What every {@link Committer}, together with its {@link Positions}, does. Rows and lanes are named anew for each test, so
 * that all tests may share their tables.
 */
public abstract class CommitterContract {
    /** The derived table that must be there, by its logical name. */
    public static final TableDefinition ROWS =
            TableDefinition.of("contract_rows", KeySchema.of(KeyAttribute.string("id")));

    private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789Z");

    private final String unique = UUID.randomUUID().toString();
    private final Lane lane = new Lane(TestChanges.TABLE, new ShardId("shard-" + unique));

    protected abstract Committer committer();

    protected abstract Positions positions();

    /** The row as it is stored, read strongly consistent. */
    protected abstract Optional<Item> stored(RowKey row);

    @Test
    void a_lane_without_commits_stands_at_its_start() {
        assertThat(positions().of(lane)).isEqualTo(Position.start(lane));
    }

    @Test
    void the_first_commit_stores_its_position_and_its_rows() {
        CommitPlan plan = plan(start(), 7, Write.put(row("a"), text("new")));

        assertThat(committer().commit(plan)).isInstanceOf(CommitOutcome.Applied.class);

        assertThat(positions().of(lane)).isEqualTo(plan.to());
        assertThat(positions().all()).contains(plan.to());
        assertThat(stored(row("a"))).contains(item("a", text("new")));
    }

    @Test
    void a_commit_goes_on_from_the_stored_revision() {
        Position first = committed(plan(start(), 7));
        Position second = committed(plan(first, 8, Write.put(row("a"), text("second"))));

        assertThat(positions().of(lane)).isEqualTo(second);
        assertThat(second.revision()).isEqualTo(2);
    }

    @Test
    void a_commit_from_nothing_is_stale_where_something_is_stored_and_leaves_nothing_written() {
        Position first = committed(plan(start(), 7));

        CommitOutcome outcome = committer().commit(plan(start(), 7, Write.put(row("a"), text("again"))));

        assertThat(outcome).isInstanceOf(CommitOutcome.Stale.class);
        assertThat(stored(row("a"))).isEmpty();
        assertThat(positions().of(lane)).isEqualTo(first);
    }

    @Test
    void a_commit_from_an_older_revision_is_stale_even_if_it_leads_further() {
        Position first = committed(plan(start(), 7));
        Position second = committed(plan(first, 8));

        CommitOutcome outcome = committer().commit(plan(first, 99, Write.put(row("a"), text("overlap"))));

        assertThat(outcome).isInstanceOf(CommitOutcome.Stale.class);
        assertThat(stored(row("a"))).isEmpty();
        assertThat(positions().of(lane)).isEqualTo(second);
    }

    @Test
    void a_commit_from_a_revision_that_is_still_to_come_is_stale() {
        Position first = plan(start(), 7).to();

        CommitOutcome outcome = committer().commit(plan(first, 8, Write.put(row("a"), text("early"))));

        assertThat(outcome).isInstanceOf(CommitOutcome.Stale.class);
        assertThat(stored(row("a"))).isEmpty();
        assertThat(positions().of(lane)).isEqualTo(start());
    }

    @Test
    void the_same_plan_again_is_stale_or_known_to_be_applied_but_never_takes_effect_twice() {
        CommitPlan plan = plan(start(), 7, Write.update(row("a")).add("count", 1));
        committed(plan);

        assertThat(committer().commit(plan)).isInstanceOfAny(CommitOutcome.Stale.class, CommitOutcome.Applied.class);

        assertThat(stored(row("a"))).contains(item("a", Map.of("count", AttributeValue.fromN("1"))));
        assertThat(positions().of(lane)).isEqualTo(plan.to());
    }

    @Test
    void lanes_do_not_disturb_each_other() {
        Lane other = new Lane(lane.table(), new ShardId("other-" + unique));
        Position first = committed(plan(start(), 7));
        Position others = committed(plan(Position.start(other), 7));

        assertThat(positions().of(lane)).isEqualTo(first);
        assertThat(positions().of(other)).isEqualTo(others);
    }

    @Test
    void a_change_applied_in_part_is_stored() {
        Change change = TestChanges.inserted(8);
        Position first = committed(plan(start(), 7));
        Position within = first.within(change, 3, AT);

        committed(new CommitPlan(first, within, List.of(), List.of(change)));

        assertThat(positions().of(lane)).isEqualTo(within);
    }

    @Test
    void a_closed_position_is_stored_and_keeps_its_sequence() {
        Position first = committed(plan(start(), 7));

        Position closed = committed(CommitPlan.closing(first, AT));

        assertThat(closed.closed()).isTrue();
        assertThat(positions().of(lane)).isEqualTo(closed);
    }

    @Test
    void a_lane_that_never_had_a_change_can_be_closed() {
        Position closed = committed(CommitPlan.closing(start(), AT));

        assertThat(positions().of(lane)).isEqualTo(closed);
    }

    @Test
    void a_plan_holds_where_what_was_read_still_stands() {
        Position first = committed(plan(start(), 7, Write.put(row("a"), text("seen"))));

        committed(expecting(
                first,
                8,
                Write.put(row("b"), text("new")),
                read("a", Optional.of(text("seen"))),
                read("c", Optional.empty())));

        assertThat(stored(row("b"))).contains(item("b", text("new")));
        assertThat(stored(row("c"))).isEmpty();
    }

    @Test
    void a_plan_is_stale_where_a_row_that_was_read_has_changed() {
        Position first = committed(plan(start(), 7, Write.put(row("a"), text("seen"))));
        Write write = Write.put(row("b"), text("new"));

        assertStale(expecting(first, 8, write, read("a", Optional.of(text("other")))));
        assertStale(expecting(first, 8, write, read("a", Optional.of(Map.of()))));
        assertStale(expecting(first, 8, write, read("a", Optional.empty())));
        assertStale(expecting(first, 8, write, read("b", Optional.of(Map.of()))));
        assertThat(stored(row("b"))).isEmpty();
    }

    @Test
    void a_row_that_was_read_may_be_written_in_the_same_plan() {
        Position first = committed(plan(start(), 7, Write.put(row("a"), text("seen"))));
        Write put = Write.put(row("a"), text("put"));
        Write delete = Write.delete(row("a"));
        Write update = Write.update(row("a")).set("text", AttributeValue.fromS("updated"));

        for (Write write : List.of(put, delete, update)) {
            assertStale(expecting(first, 8, write, read("a", Optional.of(text("other")))));
        }
        Position second = committed(expecting(first, 8, update, read("a", Optional.of(text("seen")))));
        Position third = committed(expecting(second, 9, put, read("a", Optional.of(text("updated")))));
        committed(expecting(third, 10, delete, read("a", Optional.of(text("put")))));
        assertThat(stored(row("a"))).isEmpty();
    }

    @Test
    void what_was_not_read_of_a_row_may_change() {
        Position first = committed(plan(start(), 7, Write.put(row("a"), text("seen"))));
        Position second = committed(plan(first, 8, Write.update(row("a")).add("count", 1)));

        committed(expecting(second, 9, Write.put(row("b"), text("new")), read("a", Optional.of(text("seen")))));

        assertThat(stored(row("b"))).isPresent();
    }

    private void assertStale(CommitPlan plan) {
        assertThat(committer().commit(plan)).isInstanceOf(CommitOutcome.Stale.class);
    }

    /** That of a row its text was read. */
    private Expected read(String name, Optional<Map<String, AttributeValue>> attributes) {
        return Expected.of(Read.row(row(name), "text"), attributes.map(there -> item(name, there)));
    }

    private CommitPlan expecting(Position from, long sequence, Write write, Expected... expected) {
        CommitPlan plan = plan(from, sequence, write);
        return new CommitPlan(
                plan.from(),
                plan.to(),
                plan.writes(),
                plan.marks(),
                List.of(expected),
                plan.changes(),
                plan.parked(),
                plan.leads());
    }

    @Test
    void a_put_replaces_the_whole_row() {
        Position first = committed(plan(start(), 7, Write.put(row("a"), Map.of("old", AttributeValue.fromS("x")))));
        committed(plan(first, 8, Write.put(row("a"), text("new"))));

        assertThat(stored(row("a"))).contains(item("a", text("new")));
    }

    @Test
    void a_delete_removes_a_row_and_does_nothing_to_an_absent_one() {
        Position first = committed(plan(start(), 7, Write.put(row("a"), text("new"))));
        committed(plan(first, 8, Write.delete(row("a")), Write.delete(row("absent"))));

        assertThat(stored(row("a"))).isEmpty();
        assertThat(stored(row("absent"))).isEmpty();
    }

    @Test
    void an_update_sets_adds_and_removes_and_leaves_the_rest() {
        Map<String, AttributeValue> before = Map.of(
                "kept", AttributeValue.fromS("k"),
                "size", AttributeValue.fromN("40"),
                "gone", AttributeValue.fromS("g"));
        Position first = committed(plan(start(), 7, Write.put(row("a"), before)));
        committed(plan(
                first,
                8,
                Write.update(row("a"))
                        .set("name", AttributeValue.fromS("n"))
                        .add("size", 2)
                        .remove("gone")));

        Map<String, AttributeValue> after = Map.of(
                "kept", AttributeValue.fromS("k"),
                "size", AttributeValue.fromN("42"),
                "name", AttributeValue.fromS("n"));
        assertThat(stored(row("a"))).contains(item("a", after));
    }

    @Test
    void an_update_of_an_absent_row_creates_it_and_an_absent_number_counts_as_0() {
        committed(plan(
                start(),
                7,
                Write.update(row("set")).set("name", AttributeValue.fromS("n")),
                Write.update(row("added")).add("count", -3)));

        assertThat(stored(row("set"))).contains(item("set", Map.of("name", AttributeValue.fromS("n"))));
        assertThat(stored(row("added"))).contains(item("added", Map.of("count", AttributeValue.fromN("-3"))));
    }

    @Test
    void attribute_names_may_be_reserved_words_or_hold_any_character() {
        Write.Update update = Write.update(row("a"))
                .set("order", AttributeValue.fromN("1"))
                .set("a.b-c #:1", AttributeValue.fromS("odd"))
                .add("count", 5);
        committed(plan(start(), 7, update));

        Map<String, AttributeValue> expected = Map.of(
                "order", AttributeValue.fromN("1"),
                "a.b-c #:1", AttributeValue.fromS("odd"),
                "count", AttributeValue.fromN("5"));
        assertThat(stored(row("a"))).contains(item("a", expected));
    }

    @Test
    void takes_the_position_and_99_writes_at_once() {
        Write[] writes = IntStream.range(0, 99)
                .mapToObj(i -> Write.put(row("row-" + i), text("value " + i)))
                .toArray(Write[]::new);

        committed(plan(start(), 7, writes));

        assertThat(IntStream.range(0, 99).mapToObj(i -> stored(row("row-" + i))))
                .allMatch(Optional::isPresent);
    }

    @Test
    void refuses_more_than_100_actions() {
        Write[] writes = IntStream.range(0, 100)
                .mapToObj(i -> Write.put(row("row-" + i), text("value " + i)))
                .toArray(Write[]::new);

        assertRejected(plan(start(), 7, writes));
    }

    @Test
    void refuses_two_writes_to_one_row() {
        assertRejected(plan(start(), 7, Write.put(row("a"), text("one")), Write.delete(row("a"))));
    }

    @Test
    void refuses_a_put_over_400_KB_and_names_it() {
        CommitOutcome.Rejected rejected = assertRejected(
                plan(start(), 7, Write.put(row("a"), text("small")), Write.put(row("b"), text("x".repeat(410_000)))));

        assertThat(rejected.refusals()).extracting(CommitOutcome.Refusal::write).containsExactly(OptionalInt.of(1));
    }

    @Test
    void refuses_an_update_that_makes_a_row_larger_than_400_KB_and_names_it() {
        Position first = committed(plan(start(), 7, Write.put(row("b"), text("x".repeat(300_000)))));
        Write.Update growing = Write.update(row("b")).set("more", AttributeValue.fromS("y".repeat(200_000)));

        CommitOutcome.Rejected rejected = assertRejected(plan(first, 8, Write.put(row("a"), text("small")), growing));

        assertThat(rejected.refusals()).extracting(CommitOutcome.Refusal::write).containsExactly(OptionalInt.of(1));
    }

    @Test
    void refuses_to_add_a_number_to_a_text_and_names_no_other_write() {
        Position first = committed(plan(start(), 7, Write.put(row("b"), text("no number"))));

        CommitOutcome.Rejected rejected = assertRejected(plan(
                first,
                8,
                Write.put(row("a"), text("small")),
                Write.update(row("b")).add("text", 1)));

        assertThat(rejected.refusals())
                .extracting(CommitOutcome.Refusal::write)
                .isSubsetOf(OptionalInt.of(1), OptionalInt.empty());
    }

    @Test
    void is_unable_where_a_table_is_missing_and_leaves_nothing_written() {
        RowKey missing = new RowKey(new TableName("no_such_table"), ItemKey.of("id", "a"));
        CommitPlan plan = plan(start(), 7, Write.put(row("a"), text("new")), Write.delete(missing));

        assertThat(committer().commit(plan)).isInstanceOf(CommitOutcome.Unable.class);

        assertNothingWritten(plan);
    }

    private CommitOutcome.Rejected assertRejected(CommitPlan plan) {
        CommitOutcome outcome = committer().commit(plan);

        assertThat(outcome).isInstanceOf(CommitOutcome.Rejected.class);
        assertNothingWritten(plan);
        return (CommitOutcome.Rejected) outcome;
    }

    private void assertNothingWritten(CommitPlan plan) {
        assertThat(stored(row("a"))).isEmpty();
        assertThat(positions().of(lane)).isEqualTo(plan.from());
    }

    private Position committed(CommitPlan plan) {
        assertThat(committer().commit(plan)).isInstanceOf(CommitOutcome.Applied.class);
        return plan.to();
    }

    private Position start() {
        return Position.start(lane);
    }

    private static CommitPlan plan(Position from, long sequence, Write... writes) {
        Change change = TestChanges.inserted(sequence);
        return new CommitPlan(from, from.after(change, AT), List.of(writes), List.of(change));
    }

    private RowKey row(String name) {
        return new RowKey(ROWS.name(), ItemKey.of("id", name + "-" + unique));
    }

    private Item item(String name, Map<String, AttributeValue> attributes) {
        return Item.of(attributes).with("id", AttributeValue.fromS(name + "-" + unique));
    }

    private static Map<String, AttributeValue> text(String text) {
        return Map.of("text", AttributeValue.fromS(text));
    }
}
