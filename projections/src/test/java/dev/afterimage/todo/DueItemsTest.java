package dev.afterimage.todo;

import static dev.afterimage.todo.TodoSources.guest;
import static dev.afterimage.todo.TodoSources.image;
import static dev.afterimage.todo.TodoSources.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.testing.ChangeHistory;
import dev.afterimage.testing.ProjectionTester;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@NullMarked
final class DueItemsTest {
    private static final String DUE = "1795375800";
    private static final Item ITEM = item("L1", "t1", false).with("expires_at", AttributeValue.fromN(DUE));
    private static final Item ITEMS_ROW = image(
            "hour", "2026-11-22T19Z",
            "due", "001795375800#items#datetime=t1&list_id=L1",
            "source", "items",
            "expires_at", 1795375800,
            "list_id", "L1",
            "datetime", "t1",
            "description", "D t1");

    private final DueItems projection = new DueItems();
    private final ProjectionTester tester = new ProjectionTester(List.of(projection));
    private final ChangeHistory history = new ChangeHistory(TodoSources.all());

    @AfterEach
    void any_order_and_any_batches_show_the_same() {
        tester.verify(history.changes(), 1);
    }

    @Test
    void an_item_that_lapses_is_due_in_its_hour() {
        history.insert("items", ITEM);

        assertThat(rows()).containsExactly(ITEMS_ROW);
    }

    @Test
    void a_guest_that_lapses_is_due_in_its_hour() {
        history.insert("guests", guest("L1", "U2").with("expires_at", AttributeValue.fromN(DUE)));

        assertThat(rows())
                .containsExactly(image(
                        "hour", "2026-11-22T19Z",
                        "due", "001795375800#guests#list_id=L1&user_id=U2",
                        "source", "guests",
                        "expires_at", 1795375800,
                        "list_id", "L1",
                        "user_id", "U2"));
    }

    @Test
    void what_does_not_lapse_is_not_due() {
        history.insert("items", item("L1", "t1", false));
        history.insert("guests", guest("L1", "U2"));

        assertThat(rows()).isEmpty();
    }

    @Test
    void a_renewal_moves_the_row() {
        history.insert("items", ITEM);
        history.modify("items", ITEM.with("expires_at", AttributeValue.fromN("1795379400")));

        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.string("hour")).contains("2026-11-22T20Z");
            assertThat(row.string("due")).contains("001795379400#items#datetime=t1&list_id=L1");
        });
    }

    @Test
    void follows_what_a_reader_shows() {
        history.insert("items", ITEM);
        history.modify("items", ITEM.with("description", AttributeValue.fromS("")));
        assertThat(rows()).containsExactly(ITEMS_ROW.with("description", AttributeValue.fromS("")));

        history.modify("items", ITEM.with("description", AttributeValue.fromN("7")));
        assertThat(rows()).containsExactly(ITEMS_ROW.without("description"));
    }

    @Test
    void deletion_expiry_and_a_lifted_deadline_remove_the_row() {
        history.insert("items", ITEM);
        history.remove("items", ITEM);
        assertThat(rows()).isEmpty();

        history.insert("items", ITEM);
        history.expire("items", ITEM);
        assertThat(rows()).isEmpty();

        history.insert("items", ITEM);
        history.modify("items", ITEM.without("expires_at"));
        assertThat(rows()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00Z, 000000000000",
        "3599.9, 1970-01-01T00Z, 000000003599",
        "3600, 1970-01-01T01Z, 000000003600",
        "1.795375800E+9, 2026-11-22T19Z, 001795375800",
        "253402300799, 9999-12-31T23Z, 253402300799",
    })
    void the_row_sorts_by_its_second(String expiresAt, String hour, String due) {
        history.insert("items", ITEM.with("expires_at", AttributeValue.fromN(expiresAt)));

        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.string("hour")).contains(hour);
            assertThat(row.string("due").orElseThrow()).startsWith(due + "#");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "253402300800", "1795375800000", "9.9E+125"})
    void a_second_of_no_calendar_is_not_due(String expiresAt) {
        history.insert("items", ITEM.with("expires_at", AttributeValue.fromN(expiresAt)));

        assertThat(rows()).isEmpty();
    }

    @Test
    void a_deadline_that_is_no_number_is_not_due() {
        history.insert("items", ITEM.with("expires_at", AttributeValue.fromS(DUE)));

        assertThat(rows()).isEmpty();
    }

    @Test
    void a_key_too_long_for_the_sort_key_has_no_row() {
        history.insert(
                "items", item("L".repeat(2048), "t".repeat(1024), true).with("expires_at", AttributeValue.fromN(DUE)));

        assertThat(rows()).isEmpty();
    }

    @Test
    void writes_nothing_where_nothing_of_the_row_changes() {
        history.insert("items", ITEM);
        Change change = history.modify("items", ITEM.with("done", AttributeValue.fromBool(true)));

        assertThat(projection.project(change)).isEmpty();
    }

    private List<Item> rows() {
        return tester.tablesAfter(history.changes()).shownRows(new TableName("due_items"));
    }
}
