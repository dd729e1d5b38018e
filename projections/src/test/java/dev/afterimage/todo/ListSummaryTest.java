package dev.afterimage.todo;

import static dev.afterimage.todo.TodoSources.guest;
import static dev.afterimage.todo.TodoSources.image;
import static dev.afterimage.todo.TodoSources.item;
import static dev.afterimage.todo.TodoSources.list;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.Write;
import dev.afterimage.testing.ChangeHistory;
import dev.afterimage.testing.InMemoryTables;
import dev.afterimage.testing.ProjectionTester;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

@NullMarked
final class ListSummaryTest {
    private static final TableName TABLE = new TableName("list_summary");
    private static final Item LIST = list("L1", "U1", "Groceries");

    private final ListSummary projection = new ListSummary();
    private final ProjectionTester tester = new ProjectionTester(List.of(projection));
    private final ChangeHistory history = new ChangeHistory(TodoSources.all());

    @AfterEach
    void any_order_and_any_batches_show_the_same() {
        tester.verify(history.changes(), 1);
    }

    @Test
    void a_list_is_shown_with_its_title_and_owner() {
        history.insert("lists", LIST);

        assertThat(shown()).containsExactly(image("list_id", "L1", "title", "Groceries", "owner", "U1"));
    }

    @Test
    void counts_items_done_ones_and_guests() {
        history.insert("items", item("L1", "t1", true));
        history.insert("items", item("L1", "t2", false));
        history.insert("items", item("L2", "t1", true));
        history.insert("guests", guest("L1", "U2"));
        history.insert("guests", guest("L1", "U3"));
        history.insert("lists", LIST);

        assertThat(shown())
                .containsExactly(image(
                        "list_id",
                        "L1",
                        "title",
                        "Groceries",
                        "owner",
                        "U1",
                        "item_count",
                        2,
                        "done_count",
                        1,
                        "guest_count",
                        2));
    }

    @Test
    void follows_edits_and_deletes() {
        history.insert("lists", LIST);
        history.insert("items", item("L1", "t1", true));
        history.insert("items", item("L1", "t2", false));
        history.insert("guests", guest("L1", "U2"));

        history.modify("items", item("L1", "t1", false));
        history.modify("items", item("L1", "t2", true));
        history.remove("items", item("L1", "t2", true));
        history.expire("guests", guest("L1", "U2"));
        history.modify("lists", list("L1", "U9", "Hardware"));

        assertThat(shown())
                .containsExactly(image(
                        "list_id",
                        "L1",
                        "title",
                        "Hardware",
                        "owner",
                        "U9",
                        "item_count",
                        1,
                        "done_count",
                        0,
                        "guest_count",
                        0));
    }

    @Test
    void a_baseline_counts_as_an_insert() {
        history.load("lists", LIST);
        history.load("items", item("L1", "t1", true));
        history.remove("items", item("L1", "t1", true));

        assertThat(shown())
                .containsExactly(
                        image("list_id", "L1", "title", "Groceries", "owner", "U1", "item_count", 0, "done_count", 0));
    }

    @Test
    void a_deleted_list_is_not_shown_and_keeps_its_counts_for_its_return() {
        history.insert("lists", LIST);
        history.insert("items", item("L1", "t1", true));
        history.remove("lists", LIST);

        assertThat(shown()).isEmpty();
        assertThat(rows()).containsExactly(image("list_id", "L1", "item_count", 1, "done_count", 1));

        history.insert("lists", LIST);

        assertThat(shown())
                .containsExactly(
                        image("list_id", "L1", "title", "Groceries", "owner", "U1", "item_count", 1, "done_count", 1));
    }

    @Test
    void a_list_under_deletion_is_gone() {
        history.insert("lists", LIST);
        history.modify("lists", LIST.with("under_deletion", AttributeValue.fromBool(true)));

        assertThat(shown()).isEmpty();

        history.modify("lists", LIST.with("under_deletion", AttributeValue.fromBool(false)));

        assertThat(shown()).hasSize(1);
    }

    @Test
    void a_list_begun_under_deletion_writes_nothing() {
        Change change = history.insert("lists", LIST.with("under_deletion", AttributeValue.fromBool(true)));

        assertThat(projection.project(change)).isEmpty();
    }

    @Test
    void a_list_without_title_is_shown_without_it() {
        history.insert("lists", LIST.without("title"));
        assertThat(shown()).containsExactly(image("list_id", "L1", "owner", "U1"));

        history.modify("lists", LIST.with("title", AttributeValue.fromS("")));
        assertThat(shown()).containsExactly(image("list_id", "L1", "owner", "U1", "title", ""));

        history.modify("lists", LIST.with("title", AttributeValue.fromN("7")));
        assertThat(shown()).containsExactly(image("list_id", "L1", "owner", "U1"));
    }

    @Test
    void a_list_of_nobody_is_not_shown() {
        history.insert("lists", LIST.with("user_id", AttributeValue.fromS("")));
        assertThat(shown()).isEmpty();

        history.modify("lists", LIST.with("user_id", AttributeValue.fromN("7")));
        history.modify("lists", LIST.without("user_id"));
        history.modify("lists", LIST.with("user_id", AttributeValue.fromS("U".repeat(1001))));
        assertThat(shown()).isEmpty();

        history.modify("lists", LIST.with("user_id", AttributeValue.fromS("U".repeat(1000))));
        assertThat(shown()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 2048})
    void an_id_that_the_index_cannot_hold_has_no_row(int length) {
        history.insert("lists", list("L".repeat(length), "U1", "Groceries"));
        history.insert("items", item("L".repeat(length), "t1", true));

        assertThat(rows()).hasSize(length <= 1000 ? 1 : 0);
    }

    @Test
    void done_is_only_what_is_truly_done() {
        history.insert("items", item("L1", "t1", true).with("done", AttributeValue.fromS("true")));
        history.insert("items", item("L1", "t2", true).without("done"));

        assertThat(rows()).containsExactly(image("list_id", "L1", "item_count", 2));
    }

    @Test
    void writes_nothing_where_nothing_of_the_row_changes() {
        history.insert("lists", LIST);
        history.insert("items", item("L1", "t1", true));

        Change list = history.modify("lists", LIST.with("colour", AttributeValue.fromS("red")));
        Change item = history.modify("items", item("L1", "t1", true).with("order", AttributeValue.fromN("2")));

        assertThat(projection.project(list)).isEmpty();
        assertThat(projection.project(item)).isEmpty();
    }

    @Test
    void writes_only_the_attributes_of_its_lane() {
        Change list = history.insert("lists", LIST);
        Change item = history.insert("items", item("L1", "t1", true));
        Change guest = history.insert("guests", guest("L1", "U2"));

        assertThat(written(list)).containsExactlyInAnyOrder("title", "owner");
        assertThat(written(item)).containsExactlyInAnyOrder("item_count", "done_count");
        assertThat(written(guest)).containsExactly("guest_count");
    }

    @Test
    void readers_find_the_lists_of_an_owner_in_an_index() {
        CreateTableRequest request = projection.tables().getFirst().definition().createRequest();

        assertThat(request.tableName()).isEqualTo("list_summary");
        assertThat(request.globalSecondaryIndexes()).singleElement().satisfies(index -> {
            assertThat(index.indexName()).isEqualTo("list_summary_by_owner");
            assertThat(index.keySchema())
                    .extracting(key -> key.attributeName() + " " + key.keyTypeAsString())
                    .containsExactly("owner HASH", "list_id RANGE");
            assertThat(index.projection().projectionTypeAsString()).isEqualTo("ALL");
        });
    }

    private Iterable<String> written(Change change) {
        List<Write> writes = projection.project(change);
        assertThat(writes).singleElement().isInstanceOf(Write.Update.class);
        return ((Write.Update) writes.getFirst()).changes().keySet();
    }

    private List<Item> shown() {
        return tables().shownRows(TABLE);
    }

    private List<Item> rows() {
        return tables().rows(TABLE);
    }

    private InMemoryTables tables() {
        return tester.tablesAfter(history.changes());
    }
}
