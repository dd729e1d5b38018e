package dev.afterimage.testing;

import static dev.afterimage.table.KeyAttribute.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.afterimage.change.Change;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NullMarked
final class ProjectionTesterTest {
    private static final TableDefinition SOURCE = TableDefinition.of("source", KeySchema.of(string("id")));
    private static final DerivedTable VIEW = DerivedTable.of(TableDefinition.of("view", KeySchema.of(string("group"))));

    private final ChangeHistory history = new ChangeHistory(List.of(SOURCE));

    private record Written(DerivedTable view, Function<Change, List<Write>> function) implements Projection {
        @Override
        public ProjectionName name() {
            return new ProjectionName("written");
        }

        @Override
        public Set<TableName> sources() {
            return Set.of(SOURCE.name());
        }

        @Override
        public List<DerivedTable> tables() {
            return List.of(view);
        }

        @Override
        public List<Write> project(Change change) {
            return function.apply(change);
        }
    }

    @BeforeEach
    void some_life() {
        for (int i = 0; i < 12; i++) {
            history.insert("source", item(i, i));
        }
        for (int i = 0; i < 12; i += 2) {
            history.modify("source", item(i, 100 + i));
        }
        history.remove("source", item(3, 0));
        history.expire("source", item(4, 0));
    }

    private static Item item(int id, int value) {
        return Item.of(Map.of("id", fromS("I" + id), "group", fromS("G" + id % 2), "value", fromN("" + value)));
    }

    private static Item image(Change change) {
        return change.after().or(change::before).orElseThrow();
    }

    private static Write.Update row(Change change) {
        return Write.update(VIEW.row(image(change).get("group").orElseThrow()));
    }

    private static ProjectionTester tester(Function<Change, List<Write>> function) {
        return new ProjectionTester(List.of(new Written(VIEW, function)));
    }

    private static List<Write> difference(Change change) {
        int difference = change.after().map(_ -> 1).orElse(0)
                - change.before().map(_ -> 1).orElse(0);
        return List.of(row(change).add("count", difference));
    }

    @Test
    void passes_differences() {
        ProjectionTester tester = tester(ProjectionTesterTest::difference);

        assertThatCode(() -> tester.verify(history.changes(), 1)).doesNotThrowAnyException();
        assertThat(tester.tablesAfter(history.changes()).rows(VIEW.name()))
                .extracting(row -> row.number("count").orElseThrow().intValueExact())
                .containsExactly(5, 5);
    }

    @Test
    void finds_that_the_last_writer_wins() {
        ProjectionTester tester = tester(change ->
                List.of(row(change).set("last", image(change).get("value").orElseThrow())));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> tester.verify(history.changes(), 7))
                .withMessageStartingWith(
                        "in another order, round 1 of seed 7, 2 rows are other than expected\n  view/group=G0")
                .withMessageContaining("\n    expected: {\"group\":{\"S\":\"G0\"},\"last\":{\"N\":\"104\"}}")
                .withMessageContaining("\n    actual:   {\"group\":{\"S\":\"G0\"},\"last\":{\"N\":\"")
                .withMessageContaining(
                        "\n    written by source/id=I2@100000000000000000013 → Update[row=view/group=G0");
    }

    @Test
    void finds_a_projection_that_counts_for_itself() {
        AtomicInteger calls = new AtomicInteger();
        ProjectionTester tester =
                tester(change -> List.of(row(change).set("calls", fromN("" + calls.incrementAndGet()))));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> tester.verify(history.changes(), 1))
                .withMessageStartingWith("asked twice about source/id=I0@100000000000000000000, the answers are [");
    }

    @Test
    void finds_a_projection_that_remembers_what_was_redelivered() {
        AtomicReference<SequenceNumber> last = new AtomicReference<>(SequenceNumber.of("0"));
        ProjectionTester tester = tester(change -> {
            boolean again = change.sequence().compareTo(last.getAndSet(change.sequence())) < 0;
            return List.of(row(change).add("count", again ? 10 : 1));
        });

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> tester.verify(history.changes(), 1))
                .withMessageStartingWith("with crashes and redeliveries, round 0 of seed 1, ");
    }

    @Test
    void finds_a_row_that_a_reader_should_not_see() {
        ProjectionTester tester = tester(change -> change.after().isPresent()
                ? List.of(Write.put(
                        row(change).row(), Map.of("id", image(change).get("id").orElseThrow())))
                : List.of(Write.delete(row(change).row())));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> tester.verify(history.changes(), 1))
                .withMessageContaining("in another order")
                .withMessageContaining("no row");
    }

    @Test
    void compares_orders_by_what_is_shown() {
        DerivedTable hidden = VIEW.shownBy("never");
        ProjectionTester tester = new ProjectionTester(List.of(new Written(
                hidden,
                change -> List.of(
                        row(change).set("last", image(change).get("value").orElseThrow())))));

        assertThatCode(() -> tester.verify(history.changes(), 1)).doesNotThrowAnyException();
    }

    @Test
    void finds_a_table_that_is_not_declared() {
        DerivedTable other = DerivedTable.of(TableDefinition.of("other", KeySchema.of(string("group"))));
        ProjectionTester tester = tester(change ->
                List.of(Write.delete(other.row(image(change).get("group").orElseThrow()))));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> tester.tablesAfter(history.changes()))
                .withMessage(
                        "for source/id=I0@100000000000000000000, written writes to other, which it does not declare");
    }

    @Test
    void finds_what_dynamodb_would_refuse() {
        ProjectionTester tester = tester(change -> List.of(Write.delete(VIEW.row(fromS("")))));

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> tester.verify(history.changes(), 1))
                .withMessage(
                        "DynamoDB would refuse this write to view: key attribute 'group' has 0 bytes, not 1 to 2048");
    }

    @Test
    void shows_a_projection_its_own_sources_only() {
        ChangeHistory other = new ChangeHistory(List.of(TableDefinition.of("elsewhere", KeySchema.of(string("id")))));
        other.insert("elsewhere", item(1, 1));

        assertThat(tester(ProjectionTesterTest::difference)
                        .tablesAfter(other.changes())
                        .rows(VIEW.name()))
                .isEmpty();
    }

    @Test
    void checks_no_changes_at_all() {
        assertThatCode(() -> tester(ProjectionTesterTest::difference).verify(List.of(), 1))
                .doesNotThrowAnyException();
    }
}
