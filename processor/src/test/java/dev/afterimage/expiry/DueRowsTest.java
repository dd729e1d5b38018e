package dev.afterimage.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.Expiry;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.Write;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DueRowsTest {
    private static final TableName GUESTS = new TableName("guests");
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final long SOON = NOW.getEpochSecond() + 60;
    private static final DueRows ROWS = new DueRows(Map.of(GUESTS, "ttl"));

    @Test
    void an_item_with_a_time_to_live_has_a_row() {
        List<Write> writes = ROWS.of(new Change.Inserted(id(7, "G1"), NOW, item(SOON)));

        assertThat(writes).hasSize(1);
        DueItem due = DueRows.decode(((Write.Put) writes.getFirst()).item());
        assertThat(due).isEqualTo(new DueItem(id(7, "G1"), Instant.ofEpochSecond(SOON)));
        assertThat(DueRows.remove(due).write().row())
                .isEqualTo(writes.getFirst().row());
    }

    @Test
    void what_was_there_before_its_stream_has_one_too() {
        assertThat(ROWS.of(new Change.Loaded(id(7, "G1"), NOW, item(SOON))))
                .isEqualTo(ROWS.of(new Change.Inserted(id(7, "G1"), NOW, item(SOON))));
    }

    @Test
    void a_renewed_time_to_live_has_another_row_and_one_that_stays_writes_nothing() {
        Write first = ROWS.of(new Change.Inserted(id(1, "G1"), NOW, item(SOON))).getFirst();

        List<Write> renewed = ROWS.of(new Change.Modified(id(2, "G1"), NOW, item(SOON), item(SOON + 1)));

        assertThat(renewed).hasSize(2);
        assertThat(renewed.getFirst()).isEqualTo(Write.delete(first.row()));
        assertThat(DueRows.decode(((Write.Put) renewed.getLast()).item()).due())
                .isEqualTo(Instant.ofEpochSecond(SOON + 1));
        assertThat(ROWS.of(new Change.Modified(
                        id(3, "G1"), NOW, item(SOON), item(SOON).with("n", text()))))
                .isEmpty();
    }

    @Test
    void the_row_goes_with_the_item_or_its_time_to_live() {
        Write gone = Write.delete(ROWS.of(new Change.Inserted(id(1, "G1"), NOW, item(SOON)))
                .getFirst()
                .row());
        Expiry expiry = new Expiry(Expiry.Origin.SERVICE, Optional.of(NOW));

        assertThat(ROWS.of(new Change.Removed(id(2, "G1"), NOW, item(SOON)))).containsExactly(gone);
        assertThat(ROWS.of(new Change.Expired(id(2, "G1"), NOW, item(SOON), expiry)))
                .containsExactly(gone);
        assertThat(ROWS.of(new Change.Modified(
                        id(2, "G1"), NOW, item(SOON), Item.of(key("G1").attributes()))))
                .containsExactly(gone);
    }

    @Test
    void what_dynamodb_leaves_alone_has_none() {
        long tooOld = NOW.getEpochSecond() - 6L * 366 * 86_400;

        assertThat(ROWS.of(new Change.Inserted(id(1, "G1"), NOW, item(tooOld)))).isEmpty();
        assertThat(ROWS.of(new Change.Inserted(id(1, "G1"), NOW, item(SOON * 1_000))))
                .isEmpty();
        assertThat(ROWS.of(new Change.Removed(id(1, "G1"), NOW, item(SOON * 1_000))))
                .isEmpty();
    }

    @Test
    void other_tables_write_nothing() {
        ChangeId other = new ChangeId(new TableName("lists"), key("G1"), SequenceNumber.of("1"));

        assertThat(ROWS.of(new Change.Inserted(other, NOW, item(SOON)))).isEmpty();
        assertThat(DueRows.NONE.of(new Change.Inserted(id(1, "G1"), NOW, item(SOON))))
                .isEmpty();
    }

    @Test
    void a_hot_second_is_divided_over_all_queues() {
        Set<String> queues = new HashSet<>();
        for (int i = 0; i < 400; i++) {
            Write write = ROWS.of(new Change.Inserted(id(i, "G" + i), NOW, item(SOON)))
                    .getFirst();
            queues.add(Item.of(write.row().key().attributes())
                    .string(FeedRows.QUEUE)
                    .orElseThrow());
        }

        assertThat(queues).containsExactlyInAnyOrderElementsOf(DueRows.queues());
    }

    private static ChangeId id(long sequence, String guest) {
        return new ChangeId(GUESTS, key(guest), SequenceNumber.of(Long.toString(sequence)));
    }

    private static ItemKey key(String guest) {
        return ItemKey.of("list_id", "L1", "user_id", guest);
    }

    private static Item item(long due) {
        Map<String, AttributeValue> attributes = new HashMap<>(key("G1").attributes());
        attributes.put("ttl", AttributeValue.fromN(Long.toString(due)));
        return Item.of(attributes);
    }

    private static AttributeValue text() {
        return AttributeValue.fromS("another");
    }
}
