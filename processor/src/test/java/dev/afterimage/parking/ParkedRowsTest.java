package dev.afterimage.parking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.ItemRules;
import dev.afterimage.item.ItemSize;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.DamagedException;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import dev.afterimage.projection.Writes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ParkedRowsTest {
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.890Z");
    private static final ProjectionName PROJECTION = new ProjectionName("list_summary");

    private final Change change = TestChanges.modified(42, "a", "one", "two");
    private final ParkedChange parked = new ParkedChange(PROJECTION, change, AT, "it fails", 3, 0, 1);

    @Test
    void a_parked_change_can_be_read_without_a_program() {
        Item row = entry(parked);

        assertThat(row.string("queue")).contains("list_summary@things#id=a");
        assertThat(row.string("place")).contains("0".repeat(38) + "42");
        assertThat(row.string("operation")).contains("MODIFY");
        assertThat(row.string("reason")).contains("it fails");
        assertThat(row.get("new").orElseThrow().m())
                .isEqualTo(TestChanges.item("a", "two").attributes());
    }

    @Test
    void a_marker_can_be_read_without_a_program() {
        Item row = marker("it fails");

        assertThat(row.string("queue")).contains("things");
        assertThat(row.string("place")).contains("list_summary#things#id=a");
        assertThat(row.string("tail")).contains("0".repeat(38) + "42");
        assertThat(row.string("since")).contains("2026-03-04T05:06:07.890Z");
        assertThat(row.number("waiting").orElseThrow()).isEqualByComparingTo("1");
    }

    @Test
    void keys_of_the_greatest_length_fit() {
        ItemKey key = ItemKey.of("p".repeat(255), "x".repeat(2_048), "s".repeat(255), "y".repeat(1_024));
        ParkedItem item = new ParkedItem(PROJECTION, new TableName("t".repeat(255)), key);

        assertThat(ParkedRows.queue(item).length()).isLessThan(2_048);
        assertThat(Item.of(ParkedRows.marker(item).key().attributes())
                        .string("place")
                        .orElseThrow()
                        .length())
                .isLessThan(1_024);
    }

    @Test
    void of_a_long_reason_the_beginning_is_kept() {
        String reason = "x".repeat(5_000);

        assertThat(entry(new ParkedChange(PROJECTION, change, AT, reason, 0, 0, 1))
                        .string("reason"))
                .contains("x".repeat(999) + "…");
        assertThat(marker(reason).string("reason")).contains("x".repeat(999) + "…");
        Write.Update update = (Write.Update)
                ParkedRows.update(parked, parked.failed(reason, AT)).write();
        assertThat(update.size()).isLessThan(1_500);
    }

    @Test
    void half_characters_of_a_reason_are_none() {
        String halved = "x".repeat(998) + "\ud83d\ude00 and so on";

        for (String reason : List.of(halved, "odd \ud83d")) {
            Item row = entry(new ParkedChange(PROJECTION, change, AT, reason, 0, 0, 1));

            ItemRules.require(row.attributes());
            ItemRules.require(marker(reason).attributes());
        }
    }

    @Test
    void the_images_that_are_worst_to_pack_leave_half_of_a_transaction() {
        List<Write> rows = ParkedRows.entry(new ParkedChange(
                PROJECTION, new Change.Modified(change.id(), AT, worst(1), worst(2)), AT, "", 0, 0, 1));

        assertThat(rows).hasSizeLessThan(5);
        assertThat(rows.stream().mapToInt(Write::size).sum()).isLessThan(CommitLimits.DYNAMODB.bytes() / 2);
    }

    /** Of characters that take six bytes in JSON and of others, in no order. */
    private static Item worst(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(ItemSize.LIMIT);
        while (text.length() < ItemSize.LIMIT - 100) {
            text.append((char) (random.nextBoolean() ? random.nextInt(32) : random.nextInt(128)));
        }
        return TestChanges.item("a", text.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"projection", "table", "operation", "old", "parked_at", "reason", "attempts", "revision"})
    void a_parked_change_that_lacks_something_is_damaged(String name) {
        Item row = entry(parked).without(name);

        assertThatThrownBy(() -> ParkedRows.change(List.of(row)))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"projection", "table", "key", "tail", "since", "reason", "waiting"})
    void a_marker_that_lacks_something_is_damaged(String name) {
        Item row = marker("it fails").without(name);

        assertThatThrownBy(() -> ParkedRows.marker(row))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void what_stands_in_another_queue_is_damaged() {
        Item elsewhere = entry(parked).with("queue", AttributeValue.fromS("list_summary@things#id=b"));
        Item other = marker("it fails").with("projection", AttributeValue.fromS("user_lists"));

        assertThatThrownBy(() -> ParkedRows.change(List.of(elsewhere)))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("another queue");
        assertThatThrownBy(() -> ParkedRows.marker(other))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("another place");
    }

    private static Item entry(ParkedChange parked) {
        return ((Write.Put) ParkedRows.entry(parked).getFirst()).item();
    }

    private Item marker(String reason) {
        GuardedWrite mark = ParkedRows.mark(parked.item(), change, reason, Optional.empty(), AT);
        return Writes.apply(mark.write(), Optional.empty()).orElseThrow();
    }
}
