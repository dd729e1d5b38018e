package dev.afterimage.projection;

import static dev.afterimage.table.KeyAttribute.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@NullMarked
final class WriteTest {
    private static final RowKey ROW = new RowKey(new TableName("rows"), ItemKey.of("id", "R1"));

    @Test
    void a_put_row_has_its_key() {
        assertThat(Write.put(ROW, Map.of("a", fromS("1"))).item())
                .isEqualTo(Item.of(Map.of("id", fromS("R1"), "a", fromS("1"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Write.put(ROW, Map.of("id", fromS("R2"))))
                .withMessage("the row put at rows/id=R1 has another 'id'");
        assertThatIllegalArgumentException().isThrownBy(() -> new Write.Put(ROW, Item.empty()));
    }

    @Test
    void a_put_row_may_write_a_number_of_its_key_in_another_way() {
        RowKey row = new RowKey(ROW.table(), ItemKey.of("place", fromN("1")));

        assertThat(Write.put(row, Map.of("place", fromN("1.0"))).item().get("place"))
                .contains(fromN("1.0"));
    }

    @Test
    void an_update_leaves_the_key_alone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Write.update(ROW).set("id", fromS("R1")))
                .withMessage("the update of rows/id=R1 would change its key 'id'");
    }

    @Test
    void an_update_is_a_copy_that_nobody_changes() {
        Map<String, AttributeChange> changes = new HashMap<>();
        Write.Update update = new Write.Update(ROW, changes);

        changes.put("a", AttributeChange.Remove.REMOVE);
        Write.Update other = update.set("b", fromS("1"));

        assertThat(update.changes()).isEmpty();
        assertThat(other.changes()).containsOnlyKeys("b");
    }

    @Test
    void an_update_merges_what_it_does_to_one_attribute() {
        assertThat(Write.update(ROW).add("a", 1).add("a", 2))
                .isEqualTo(Write.update(ROW).add("a", 3));
        assertThat(Write.update(ROW).set("a", fromN("1")).add("a", 2))
                .isEqualTo(Write.update(ROW).set("a", fromN("3")));
        assertThat(Write.update(ROW).set("a", fromN("1")).remove("a"))
                .isEqualTo(Write.update(ROW).remove("a"));
    }

    @Test
    void sizes_are_those_of_what_is_sent() {
        assertThat(Write.put(ROW, Map.of("ab", fromS("123"))).size()).isEqualTo(2 + 2 + 2 + 3);
        assertThat(Write.delete(ROW).size()).isEqualTo(4);
        assertThat(Write.update(ROW).size()).isEqualTo(4);
        assertThat(Write.update(ROW).set("ab", fromS("123")).size()).isEqualTo(4 + 2 + 3);
        assertThat(Write.update(ROW).add("größe", 1000).size()).isEqualTo(4 + 7 + 3);
        assertThat(Write.update(ROW).remove("abc").size()).isEqualTo(4 + 3);
    }

    @Test
    void a_table_names_its_rows() {
        DerivedTable single = DerivedTable.of(TableDefinition.of("single", KeySchema.of(string("id"))));
        DerivedTable pairs = DerivedTable.of(TableDefinition.of("pairs", KeySchema.of(string("a"), string("b"))));

        assertThat(single.row(fromS("1"))).hasToString("single/id=1");
        assertThat(pairs.row(fromS("1"), fromS("2"))).hasToString("pairs/a=1&b=2");
        assertThatIllegalStateException()
                .isThrownBy(() -> single.row(fromS("1"), fromS("2")))
                .withMessage("single has no sort key");
    }

    @Test
    void a_table_shows_the_rows_that_have_the_attribute() {
        DerivedTable all = DerivedTable.of(TableDefinition.of("rows", KeySchema.of(string("id"))));
        DerivedTable owned = all.shownBy("owner");
        Item bare = Item.of(Map.of("id", fromS("1")));

        assertThat(all.shows(bare)).isTrue();
        assertThat(owned.shows(bare)).isFalse();
        assertThat(owned.shows(bare.with("owner", AttributeValue.fromNul(true))))
                .isTrue();
    }

    @Test
    void a_projection_needs_a_name() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ProjectionName(" "));
        assertThat(new ProjectionName("list_summary")).hasToString("list_summary");
    }
}
