package dev.afterimage.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromB;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.projection.Writes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How tables behave under writes. Whatever passes this is the same thing to a projection. */
@NullMarked
public abstract class TablesContract extends RefusalsContract {
    private static final int SEEDS = 40;

    @Test
    void has_no_row_that_was_never_written() {
        assertThat(tables.get(ROW)).isEmpty();
        assertThat(tables.rows(ROWS.name())).isEmpty();
    }

    @Test
    void puts_a_row_with_its_key() {
        tables.apply(Write.put(ROW, Map.of("title", fromS("Groceries"))));

        assertThat(tables.get(ROW)).contains(item(Map.of("id", fromS("R1"), "title", fromS("Groceries"))));
    }

    @Test
    void puts_a_row_of_nothing_but_its_key() {
        tables.apply(Write.put(ROW, Map.of()));

        assertThat(tables.get(ROW)).contains(item(Map.of("id", fromS("R1"))));
    }

    @Test
    void a_put_leaves_nothing_of_the_row_before() {
        tables.apply(Write.put(ROW, Map.of("title", fromS("Groceries"), "done", fromN("1"))));

        tables.apply(Write.put(ROW, Map.of("title", fromS("Hardware"))));

        assertThat(tables.get(ROW)).contains(item(Map.of("id", fromS("R1"), "title", fromS("Hardware"))));
    }

    @Test
    void deletes_a_row() {
        tables.apply(Write.put(ROW, Map.of("title", fromS("Groceries"))));

        tables.apply(Write.delete(ROW));

        assertThat(tables.get(ROW)).isEmpty();
        assertThat(tables.rows(ROWS.name())).isEmpty();
    }

    @Test
    void takes_the_delete_of_a_row_that_is_not_there() {
        tables.apply(Write.delete(ROW));

        assertThat(tables.get(ROW)).isEmpty();
    }

    @Test
    void an_update_sets_adds_and_removes_and_leaves_the_rest() {
        tables.apply(Write.put(
                ROW, Map.of("title", fromS("Groceries"), "count", fromN("3"), "note", fromS("n"), "kept", fromS("k"))));

        tables.apply(Write.update(ROW)
                .set("title", fromS("Hardware"))
                .add("count", -5)
                .remove("note"));

        assertThat(tables.get(ROW))
                .contains(item(Map.of(
                        "id", fromS("R1"), "title", fromS("Hardware"), "count", fromN("-2"), "kept", fromS("k"))));
    }

    @Test
    void an_update_of_a_row_that_is_not_there_begins_with_its_key() {
        tables.apply(Write.update(ROW).set("title", fromS("Groceries")).add("count", 2));

        assertThat(tables.get(ROW))
                .contains(item(Map.of("id", fromS("R1"), "title", fromS("Groceries"), "count", fromN("2"))));
    }

    @Test
    void an_update_can_set_another_type() {
        tables.apply(Write.put(ROW, Map.of("title", fromS("Groceries"))));

        tables.apply(Write.update(ROW).set("title", fromN("7")));

        assertThat(tables.get(ROW)).contains(item(Map.of("id", fromS("R1"), "title", fromN("7"))));
    }

    @Test
    void an_absent_attribute_counts_from_zero() {
        tables.apply(Write.put(ROW, Map.of("title", fromS("Groceries"))));

        tables.apply(Write.update(ROW).add("count", -4));

        assertThat(tables.get(ROW).flatMap(row -> row.get("count"))).contains(fromN("-4"));
    }

    @Test
    void adding_zero_makes_a_zero() {
        tables.apply(Write.update(ROW).add("count", 0));

        assertThat(tables.get(ROW)).contains(item(Map.of("id", fromS("R1"), "count", fromN("0"))));
    }

    @Test
    void adds_numbers_of_many_digits_exactly() {
        tables.apply(Write.update(ROW).set("count", fromN("12345678901234567890123456789012345678")));

        tables.apply(Write.update(ROW).add("count", 1));

        assertThat(tables.get(ROW).flatMap(row -> row.get("count")))
                .contains(fromN("12345678901234567890123456789012345679"));
    }

    @Test
    void takes_the_removal_of_an_attribute_that_is_not_there() {
        tables.apply(Write.put(ROW, Map.of("title", fromS("Groceries"))));

        tables.apply(Write.update(ROW).remove("note"));

        assertThat(tables.get(ROW)).contains(item(Map.of("id", fromS("R1"), "title", fromS("Groceries"))));
    }

    @Test
    void a_row_from_which_all_is_removed_keeps_its_key() {
        tables.apply(Write.put(ROW, Map.of("title", fromS("Groceries"))));

        tables.apply(Write.update(ROW).remove("title"));

        assertThat(tables.get(ROW)).contains(item(Map.of("id", fromS("R1"))));
    }

    @Test
    void a_removal_from_a_row_that_is_not_there_leaves_at_most_its_key() {
        tables.apply(Write.update(ROW).remove("title"));

        assertThat(tables.get(ROW).orElse(item(Map.of("id", fromS("R1"))))).isEqualTo(item(Map.of("id", fromS("R1"))));
    }

    @Test
    void takes_any_attribute_name() {
        List<String> names =
                List.of("order", "size", "a.b", "a[0]", "#n", ":v", "with space", "größe", "0", "-", "id2");
        Write.Update update = Write.update(ROW);
        for (String name : names) {
            update = update.set(name, fromS(name)).add("n " + name, 1);
        }
        tables.apply(update);
        tables.apply(Write.update(ROW).remove("a.b").remove("a[0]").remove("order"));

        assertThat(tables.get(ROW).orElseThrow().attributes())
                .hasSize(1 + 2 * names.size() - 3)
                .containsEntry("size", fromS("size"))
                .containsEntry("n a.b", fromN("1"))
                .doesNotContainKeys("a.b", "a[0]", "order");
    }

    @Test
    void keeps_all_types_unchanged() {
        Map<String, AttributeValue> attributes = EveryType.attributes();

        tables.apply(Write.put(ROW, attributes));
        tables.apply(Write.update(row("R2")).set("all", AttributeValue.fromM(attributes)));

        assertThat(tables.get(ROW)).contains(Write.put(ROW, attributes).item());
        assertThat(tables.get(row("R2")))
                .contains(item(Map.of("id", fromS("R2"), "all", AttributeValue.fromM(attributes))));
    }

    @Test
    void a_number_names_the_same_row_however_it_is_written() {
        tables.apply(Write.put(numbered("1"), Map.of("title", fromS("first"))));
        tables.apply(Write.put(numbered("2"), Map.of("title", fromS("second"))));

        tables.apply(Write.update(numbered("1.0")).set("title", fromS("again")));
        tables.apply(Write.delete(numbered("20e-1")));

        assertThat(tables.rows(NUMBERED.name()))
                .containsExactly(item(Map.of("id", fromS("R1"), "place", fromN("1"), "title", fromS("again"))));
    }

    @Test
    void takes_binary_keys() {
        RowKey zero = binary(0);
        RowKey high = binary(-1);
        tables.apply(Write.put(zero, Map.of("title", fromS("zero"))));
        tables.apply(Write.put(high, Map.of("title", fromS("high"))));

        tables.apply(Write.delete(zero));

        assertThat(tables.rows(BINARY.name()))
                .containsExactly(Write.put(high, Map.of("title", fromS("high"))).item());
    }

    @Test
    void keeps_every_row_of_each_table_apart() {
        for (int i = 0; i < 30; i++) {
            tables.apply(Write.put(row("R" + i), Map.of("place", fromN("" + i))));
            tables.apply(Write.put(numbered("" + i), Map.of()));
        }

        assertThat(tables.rows(ROWS.name())).hasSize(30).doesNotHaveDuplicates();
        assertThat(tables.rows(NUMBERED.name())).hasSize(30).doesNotHaveDuplicates();
        assertThat(tables.rows(BINARY.name())).isEmpty();
    }

    @Test
    void any_writes_leave_the_row_that_the_algebra_says() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Arbitrary arbitrary = new Arbitrary(seed);
            RowKey key = row("seed " + seed);
            Optional<Item> expected = Optional.empty();
            for (int i = 0; i < 8; i++) {
                Write write = arbitrary.write(key);
                tables.apply(write);
                expected = Writes.apply(write, expected);
                assertThat(tables.get(key).orElse(bare(key)))
                        .as("seed %d, write %d: %s", seed, i, write)
                        .isEqualTo(expected.orElse(bare(key)));
            }
        }
    }

    @Test
    void merged_writes_do_what_they_do_one_after_the_other() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Arbitrary arbitrary = new Arbitrary(seed);
            RowKey single = row("single " + seed);
            RowKey merged = row("merged " + seed);
            Write all = Write.update(single);
            for (int i = 0; i < 4; i++) {
                Write write = arbitrary.write(single);
                tables.apply(write);
                all = Writes.merge(all, write);
            }
            tables.apply(moved(all, merged));

            assertThat(tables.get(merged).orElse(bare(merged)).with("id", fromS("same")))
                    .as("seed %d: %s", seed, all)
                    .isEqualTo(tables.get(single).orElse(bare(single)).with("id", fromS("same")));
        }
    }

    private static Write moved(Write write, RowKey to) {
        return switch (write) {
            case Write.Put put -> Write.put(to, put.item().without("id").attributes());
            case Write.Delete _ -> Write.delete(to);
            case Write.Update update -> new Write.Update(to, update.changes());
        };
    }

    private static RowKey binary(int id) {
        return new RowKey(BINARY.name(), ItemKey.of(Map.of("id", fromB(SdkBytes.fromByteArray(new byte[] {(byte) id
        })))));
    }

    private static Item item(Map<String, AttributeValue> attributes) {
        return Item.of(attributes);
    }

    private static Item bare(RowKey key) {
        return Item.of(key.key().attributes());
    }
}
