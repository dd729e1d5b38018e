package dev.afterimage.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.due.DueQueues;
import dev.afterimage.expiry.DueItem;
import dev.afterimage.expiry.DueRows;
import dev.afterimage.expiry.FeedRows;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.testing.EveryType;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(ClosesAll.class)
class DynamoDueIT {
    private static final EmbeddedTables TABLES = EmbeddedTables.open();
    private static final TableName SOURCE = new TableName("rooms");
    private static final Instant SECOND = Instant.parse("2026-03-04T05:06:07Z");
    private static final DueRows ROWS = new DueRows(Map.of(SOURCE, "ttl"));

    private final DueQueues queues = new DynamoDueQueues(TABLES.client(), EmbeddedTables.NAMING);

    @BeforeEach
    void empty() {
        TABLES.clear(FeedRows.TABLE);
    }

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @Test
    void the_head_of_a_queue_is_what_is_due_first_and_no_more_than_is_due() {
        List<DueItem> all = IntStream.range(0, 60)
                .mapToObj(i -> new DueItem(id(i), SECOND.plusSeconds(i % 3)))
                .toList();
        all.forEach(due -> TABLES.commit(
                ROWS.of(new Change.Inserted(due.id(), SECOND.minusSeconds(9), item(due.id(), due.due())))));

        List<DueItem> before = due(SECOND.minusMillis(1), 40);
        List<DueItem> first = due(SECOND.plusMillis(999), 40);

        assertThat(before).isEmpty();
        assertThat(first)
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().filter(due -> due.due().equals(SECOND)).toList());
        assertThat(due(SECOND.plusSeconds(2), 40)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(DueRows.queues())
                .allSatisfy(queue -> assertThat(queues.head(queue, SECOND.plusSeconds(9), 40))
                        .isSortedAccordingTo(Comparator.comparing(DueItem::due)));
        assertThat(due(SECOND.plusSeconds(2), 1)).hasSizeLessThan(60).isNotEmpty();
    }

    @Test
    void a_row_goes_only_as_the_one_that_was_read() {
        DueItem read = new DueItem(id(1), SECOND);
        TABLES.commit(ROWS.of(new Change.Inserted(read.id(), SECOND.minusSeconds(9), item(read.id(), SECOND))));
        DueItem again = new DueItem(new ChangeId(SOURCE, read.id().key(), SequenceNumber.of("2000")), SECOND);

        assertThat(TABLES.commit(DueRows.remove(again))).isInstanceOf(CommitOutcome.Stale.class);
        assertThat(due(SECOND, 9)).containsExactly(read);
        assertThat(TABLES.commit(DueRows.remove(read))).isInstanceOf(CommitOutcome.Applied.class);
        assertThat(due(SECOND, 9)).isEmpty();
        assertThat(TABLES.commit(DueRows.remove(read))).isInstanceOf(CommitOutcome.Stale.class);
    }

    @Test
    void items_are_read_as_they_are_now_and_what_one_answer_cannot_hold_later() {
        TableDefinition rooms = TableDefinition.of(SOURCE.value(), KeySchema.of(KeyAttribute.string("id")));
        new TableCreator(TABLES.client()).create(List.of(rooms));
        byte[] large = new byte[390_000];
        List<DueItem> all =
                IntStream.range(0, 50).mapToObj(i -> new DueItem(id(i), SECOND)).toList();
        Map<DueItem, Item> stored = new HashMap<>();
        all.subList(0, 49).forEach(due -> {
            Map<String, AttributeValue> attributes = new HashMap<>(EveryType.attributes());
            attributes.put("large", AttributeValue.fromB(SdkBytes.fromByteArray(large)));
            attributes.putAll(due.id().key().attributes());
            TABLES.client().putItem(request -> request.tableName(SOURCE.value()).item(attributes));
            stored.put(due, Item.of(attributes));
        });

        Map<DueItem, Optional<Item>> read = new DynamoDueItems(TABLES.client(), Set.of(SOURCE)).read(all);

        assertThat(read.size()).isBetween(1, 50);
        read.forEach((due, item) -> assertThat(item).isEqualTo(Optional.ofNullable(stored.get(due))));
        assertThat(new DynamoDueItems(TABLES.client(), Set.of(SOURCE)).read(List.of(all.getLast())))
                .containsExactly(Map.entry(all.getLast(), Optional.empty()));
        assertThat(new DynamoDueItems(TABLES.client(), Set.of()).read(all.subList(0, 1)))
                .containsExactly(Map.entry(all.getFirst(), Optional.empty()));
    }

    private List<DueItem> due(Instant until, int most) {
        return DueRows.queues().stream()
                .flatMap(queue -> queues.head(queue, until, most).stream())
                .toList();
    }

    private static ChangeId id(int number) {
        return new ChangeId(SOURCE, ItemKey.of("id", "R" + number), SequenceNumber.of("1" + number));
    }

    private static Item item(ChangeId id, Instant due) {
        return Item.of(id.key().attributes()).with("ttl", AttributeValue.fromN(Long.toString(due.getEpochSecond())));
    }
}
