package dev.afterimage.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.testing.Arbitrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
final class WritesTest {
    private static final RowKey ROW = new RowKey(new TableName("rows"), ItemKey.of("id", "R1"));
    private static final Item BARE = Item.of(ROW.key().attributes());
    private static final int SEEDS = 3000;

    @Test
    void a_merge_does_what_its_writes_do_one_after_the_other() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Arbitrary arbitrary = new Arbitrary(seed);
            Optional<Item> row = arbitrary.row(ROW);
            Write first = arbitrary.write(ROW);
            Write second = arbitrary.write(ROW);

            Optional<Item> merged = Writes.apply(Writes.merge(first, second), row);

            assertThat(merged)
                    .as("seed %d: %s, then %s, on %s", seed, first, second, row)
                    .isEqualTo(Writes.apply(second, Writes.apply(first, row)));
        }
    }

    @Test
    void merging_is_associative() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Arbitrary arbitrary = new Arbitrary(seed);
            Write first = arbitrary.write(ROW);
            Write second = arbitrary.write(ROW);
            Write third = arbitrary.write(ROW);

            assertThat(Writes.merge(Writes.merge(first, second), third))
                    .as("seed %d: %s, %s, %s", seed, first, second, third)
                    .isEqualTo(Writes.merge(first, Writes.merge(second, third)));
        }
    }

    @Test
    void many_writes_merge_into_the_row_that_they_leave() {
        for (int seed = 0; seed < 200; seed++) {
            Arbitrary arbitrary = new Arbitrary(seed);
            Optional<Item> before = arbitrary.row(ROW);
            List<Write> writes = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                writes.add(arbitrary.write(ROW));
            }
            Optional<Item> after = before;
            for (Write write : writes) {
                after = Writes.apply(write, after);
            }

            Write merged = writes.stream().reduce(Writes::merge).orElseThrow();

            assertThat(Writes.apply(merged, before)).as("seed %d", seed).isEqualTo(after);
        }
    }

    @Test
    void an_update_without_changes_does_nothing() {
        Write.Update nothing = Write.update(ROW);
        for (int seed = 0; seed < 200; seed++) {
            Arbitrary arbitrary = new Arbitrary(seed);
            Optional<Item> row = arbitrary.row(ROW);
            Write write = arbitrary.write(ROW);

            assertThat(Writes.apply(nothing, row)).isEqualTo(row);
            assertThat(Writes.merge(write, nothing)).isEqualTo(write);
            assertThat(Writes.merge(nothing, write)).isEqualTo(write);
        }
    }

    @Test
    void a_counter_touched_often_is_one_addition() {
        Write counted = Write.update(ROW);
        for (int i = 1; i <= 500; i++) {
            counted = Writes.merge(counted, Write.update(ROW).add("count", i % 2 == 0 ? -1 : 2));
        }

        assertThat(counted).isEqualTo(Write.update(ROW).add("count", 250));
    }

    @Test
    void an_addition_after_a_removal_counts_from_zero() {
        Write merged = Writes.merge(
                Write.update(ROW).remove("count"), Write.update(ROW).add("count", 3));

        assertThat(merged).isEqualTo(Write.update(ROW).set("count", fromN("3")));
    }

    @Test
    void an_addition_to_what_was_set_is_a_set() {
        Write merged = Writes.merge(
                Write.update(ROW).set("count", fromN("4")), Write.update(ROW).add("count", -5));

        assertThat(merged).isEqualTo(Write.update(ROW).set("count", fromN("-1")));
    }

    @Test
    void an_update_of_a_put_row_is_a_put() {
        Write merged = Writes.merge(
                Write.put(ROW, Map.of("a", fromS("1"), "b", fromS("2"))),
                Write.update(ROW).set("a", fromS("3")).remove("b").add("c", 1));

        assertThat(merged).isEqualTo(Write.put(ROW, Map.of("a", fromS("3"), "c", fromN("1"))));
    }

    @Test
    void an_update_of_a_deleted_row_is_a_put_of_what_it_says() {
        Write merged = Writes.merge(
                Write.delete(ROW), Write.update(ROW).set("a", fromS("1")).remove("b"));

        assertThat(merged).isEqualTo(Write.put(ROW, Map.of("a", fromS("1"))));
        assertThat(Writes.merge(Write.delete(ROW), Write.update(ROW).remove("b")))
                .isEqualTo(new Write.Put(ROW, BARE));
    }

    @Test
    void a_put_or_delete_leaves_nothing_of_what_was_before() {
        Write put = Write.put(ROW, Map.of("a", fromS("1")));
        Write.Update update = Write.update(ROW).set("a", fromS("1"));

        assertThat(Writes.merge(update, Write.delete(ROW))).isEqualTo(Write.delete(ROW));
        assertThat(Writes.merge(put, Write.delete(ROW))).isEqualTo(Write.delete(ROW));
        assertThat(Writes.merge(Write.delete(ROW), put)).isEqualTo(put);
        assertThat(Writes.merge(update.set("b", fromS("2")), put)).isEqualTo(put);
    }

    @Test
    void keeps_digits_that_no_long_or_double_holds() {
        Write merged = Writes.merge(
                Write.update(ROW).set("count", fromN("12345678901234567890123456789012345678")),
                Write.update(ROW).add("count", 1));

        assertThat(merged).isEqualTo(Write.update(ROW).set("count", fromN("12345678901234567890123456789012345679")));
    }

    @Test
    void writes_to_two_rows_do_not_merge() {
        RowKey other = new RowKey(ROW.table(), ItemKey.of("id", "R2"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Writes.merge(Write.delete(ROW), Write.delete(other)))
                .withMessage("rows/id=R1 and rows/id=R2 are two rows");
    }

    @Test
    void a_text_takes_no_addition() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Writes.merge(
                        Write.update(ROW).set("a", fromS("x")),
                        Write.update(ROW).add("a", 1)))
                .withMessage("cannot add a number to an attribute of type S");
    }
}
