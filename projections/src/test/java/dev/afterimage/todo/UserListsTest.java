package dev.afterimage.todo;

import static dev.afterimage.todo.TodoSources.guest;
import static dev.afterimage.todo.TodoSources.image;
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
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@NullMarked
final class UserListsTest {
    private static final Item LIST = list("L1", "U1", "Groceries");
    private static final Item OWNERS_ROW =
            image("user_id", "U1", "role_list", "owner#L1", "list_id", "L1", "role", "owner", "title", "Groceries");
    private static final Item GUESTS_ROW =
            image("user_id", "U2", "role_list", "guest#L1", "list_id", "L1", "role", "guest");

    private final UserLists projection = new UserLists();
    private final ProjectionTester tester = new ProjectionTester(List.of(projection));
    private final ChangeHistory history = new ChangeHistory(TodoSources.all());

    @AfterEach
    void any_order_and_any_batches_show_the_same() {
        tester.verify(history.changes(), 1);
    }

    @Test
    void owner_and_guest_have_a_row_each() {
        history.insert("lists", LIST);
        history.insert("guests", guest("L1", "U2"));

        assertThat(rows()).containsExactlyInAnyOrder(OWNERS_ROW, titled(GUESTS_ROW, "Groceries"));
    }

    @Test
    void a_guest_who_comes_before_the_list_is_shown_its_title_when_it_comes() {
        history.insert("guests", guest("L1", "U2"));
        assertThat(rows()).containsExactly(GUESTS_ROW);

        history.insert("lists", LIST);

        assertThat(rows()).contains(titled(GUESTS_ROW, "Groceries"));
    }

    @Test
    void an_edited_title_reaches_every_guest_of_the_list_and_no_other() {
        history.insert("lists", LIST);
        history.insert("lists", list("L2", "U1", "Garden"));
        history.insert("guests", guest("L1", "U2"));
        history.insert("guests", guest("L1", "U3"));
        history.insert("guests", guest("L2", "U2"));

        history.modify("lists", list("L1", "U1", "Hardware"));

        assertThat(rows())
                .extracting(row -> row.string("role_list").orElseThrow() + " "
                        + row.string("title").orElseThrow())
                .containsExactlyInAnyOrder(
                        "owner#L1 Hardware",
                        "owner#L2 Garden",
                        "guest#L1 Hardware",
                        "guest#L1 Hardware",
                        "guest#L2 Garden");
    }

    @Test
    void a_guest_who_stays_longer_than_the_list_is_shown_no_title() {
        history.insert("lists", LIST);
        history.insert("guests", guest("L1", "U2"));

        history.remove("lists", LIST);

        assertThat(rows()).containsExactly(GUESTS_ROW);
    }

    @Test
    void a_title_that_is_none_or_too_long_to_stand_beside_others_is_left_out() {
        history.insert("guests", guest("L1", "U2"));
        history.insert("lists", LIST.with("title", AttributeValue.fromN("7")));
        history.modify("lists", list("L1", "U1", "x".repeat(4097)));

        assertThat(rows()).containsExactlyInAnyOrder(OWNERS_ROW.without("title"), GUESTS_ROW);
    }

    @Test
    void a_title_is_written_to_those_guests_alone_who_are_not_shown_it_yet() {
        history.insert("lists", LIST);
        history.insert("guests", guest("L1", "U2"));
        history.insert("guests", guest("L1", "U3"));
        Change change = history.modify("lists", list("L1", "U1", "Hardware"));
        InMemoryTables tables = tester.tablesAfter(history.changes().subList(0, 3));
        List<Write> all = projection.projectFrom(tables, change);

        tables.apply(all.subList(0, all.size() - 2));

        assertThat(projection.projectFrom(tables, change)).hasSize(4).endsWith(all.getLast());
    }

    @Test
    void a_user_may_be_both() {
        history.insert("lists", LIST);
        history.insert("guests", guest("L1", "U1"));
        history.remove("lists", LIST);

        assertThat(rows())
                .containsExactly(image("user_id", "U1", "role_list", "guest#L1", "list_id", "L1", "role", "guest"));
    }

    @Test
    void a_list_that_changes_hands_moves_its_row() {
        history.insert("lists", LIST);
        history.modify("lists", list("L1", "U9", "Groceries"));

        assertThat(rows()).containsExactly(OWNERS_ROW.with("user_id", AttributeValue.fromS("U9")));
    }

    @Test
    void a_deleted_list_and_a_gone_guest_leave_nothing() {
        history.insert("lists", LIST);
        history.insert("guests", guest("L1", "U2"));
        history.insert("guests", guest("L1", "U3"));

        history.remove("lists", LIST);
        history.remove("guests", guest("L1", "U2"));
        history.expire("guests", guest("L1", "U3"));

        assertThat(rows()).isEmpty();
    }

    @Test
    void a_list_under_deletion_has_no_owners_row() {
        history.insert("lists", LIST);
        history.modify("lists", LIST.with("under_deletion", AttributeValue.fromBool(true)));

        assertThat(rows()).isEmpty();

        history.modify("lists", LIST.with("under_deletion", AttributeValue.fromS("yes")));

        assertThat(rows()).containsExactly(OWNERS_ROW);
    }

    @Test
    void a_guests_row_says_when_the_invitation_lapses() {
        history.insert("guests", guest("L1", "U2").with("expires_at", AttributeValue.fromN("1795374000")));
        assertThat(rows()).containsExactly(GUESTS_ROW.with("expires_at", AttributeValue.fromN("1795374000")));

        history.modify("guests", guest("L1", "U2").with("expires_at", AttributeValue.fromS("never")));
        assertThat(rows()).containsExactly(GUESTS_ROW);
    }

    @Test
    void nobody_and_ids_that_are_no_keys_have_no_row() {
        history.insert("lists", LIST.with("user_id", AttributeValue.fromS("")));
        history.insert("lists", list("L2", "U1", "x").without("user_id"));
        history.insert("lists", list("L".repeat(1001), "U1", "x"));
        history.insert("guests", guest("L".repeat(1001), "U2"));
        history.insert("guests", guest("L1", "U".repeat(1001)));

        assertThat(rows()).isEmpty();
    }

    @Test
    void the_longest_ids_fit() {
        history.insert("lists", list("L".repeat(1000), "U".repeat(1000), "x"));

        assertThat(rows()).hasSize(1);
    }

    @Test
    void writes_nothing_where_nothing_of_the_row_changes() {
        history.insert("lists", LIST);
        InMemoryTables tables = tester.tablesAfter(history.changes());
        Change change = history.modify("lists", LIST.with("color", AttributeValue.fromS("red")));

        assertThat(projection.projectFrom(tables, change)).isEmpty();
    }

    @Test
    void puts_and_deletes_outright() {
        history.insert("lists", LIST);
        InMemoryTables tables = tester.tablesAfter(history.changes());
        Change moved = history.modify("lists", list("L1", "U9", "Groceries"));

        assertThat(projection.projectFrom(tables, moved))
                .hasExactlyElementsOfTypes(Write.Delete.class, Write.Put.class);
    }

    private static Item titled(Item row, String title) {
        return row.with("title", AttributeValue.fromS(title));
    }

    private List<Item> rows() {
        return tester.tablesAfter(history.changes()).shownRows(new TableName("user_lists"));
    }
}
