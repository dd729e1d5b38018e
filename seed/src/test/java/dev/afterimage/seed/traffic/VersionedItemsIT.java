package dev.afterimage.seed.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.item.Item;
import dev.afterimage.seed.batch.Backoff;
import dev.afterimage.seed.local.LeavesNothingOpen;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.sample.SampleItems;
import dev.afterimage.seed.sample.SampleTables;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(LeavesNothingOpen.class)
class VersionedItemsIT {
    private static final int THREADS = 8;
    private static final int EDITS = 25;
    private static final Map<String, AttributeValue> KEY = SampleItems.todoKey("l1", "2026-01-01T00:00:00.000Z");

    private final LocalDynamo local = LocalDynamo.start();
    private final DynamoDbClient client = local.client();

    @BeforeEach
    void createItem() {
        SampleTables.create(client);
        client.putItem(put -> put.tableName("lists")
                .item(SampleItems.list("l1", "u1", "Groceries").attributes()));
        client.putItem(put -> put.tableName("items")
                .item(SampleItems.todo(KEY, "", false, 1, Optional.empty()).attributes()));
    }

    @AfterEach
    void close() {
        client.close();
        local.close();
    }

    @Test
    void no_edit_of_many_at_once_is_lost() throws Exception {
        List<Callable<Integer>> editors = new ArrayList<>();
        for (int number = 0; number < THREADS; number++) {
            char letter = (char) ('a' + number);
            editors.add(() -> append(letter));
        }

        int conflicts = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
            for (Future<Integer> editor : pool.invokeAll(editors)) {
                conflicts += editor.get();
            }
        }

        Item item = item().orElseThrow();
        String text = item.string("description").orElseThrow();
        assertThat(text).hasSize(THREADS * EDITS);
        for (char letter = 'a'; letter < 'a' + THREADS; letter++) {
            assertThat(text.replaceAll("[^" + letter + "]", "")).hasSize(EDITS);
        }
        assertThat(item.number("version")).contains(BigDecimal.valueOf(1 + THREADS * EDITS));
        assertThat(conflicts).isPositive();
    }

    @Test
    void an_item_that_is_gone_is_missed() {
        assertThat(versioned().delete(KEY)).isEqualTo(Outcome.DONE);
        assertThat(versioned().delete(KEY)).isEqualTo(Outcome.MISSED);
        assertThat(versioned().change(KEY, VersionedItemsIT::done)).isEqualTo(Outcome.MISSED);
    }

    @Test
    void a_decision_against_it_changes_nothing() {
        Optional<Item> before = item();

        assertThat(versioned().change(KEY, item -> Optional.empty())).isEqualTo(Outcome.MISSED);
        assertThat(item()).isEqualTo(before);
    }

    @Test
    void an_item_of_a_list_under_deletion_stays_as_it_is() {
        assertThat(versioned().changeInOpenList("l1", KEY, VersionedItemsIT::done))
                .isEqualTo(Outcome.DONE);
        client.updateItem(update -> update.tableName("lists")
                .key(SampleItems.key("l1"))
                .updateExpression("SET under_deletion = :true")
                .expressionAttributeValues(Map.of(":true", AttributeValue.fromBool(true))));

        assertThat(versioned().changeInOpenList("l1", KEY, VersionedItemsIT::done))
                .isEqualTo(Outcome.MISSED);
        assertThat(item().orElseThrow().number("version")).contains(BigDecimal.TWO);
    }

    private int append(char letter) {
        TableWrites writes = writes();
        VersionedItems versioned = new VersionedItems(reads(), writes);
        for (int i = 0; i < EDITS; i++) {
            Outcome outcome = Outcome.MISSED;
            while (outcome != Outcome.DONE) {
                outcome = versioned.change(
                        KEY,
                        item -> Optional.of(new Edit.Set(
                                "description",
                                SampleItems.text(item.string("description").orElseThrow() + letter))));
            }
        }
        return writes.takeConflicts();
    }

    private static Optional<Edit> done(Item item) {
        return Optional.of(new Edit.Set("done", AttributeValue.fromBool(true)));
    }

    private Optional<Item> item() {
        return reads().now(SampleTables.ITEMS, KEY);
    }

    private VersionedItems versioned() {
        return new VersionedItems(reads(), writes());
    }

    private TableReads reads() {
        return new TableReads(client, new Backoff(new Random(1), Backoff.Pause.sleeping()));
    }

    private TableWrites writes() {
        return new TableWrites(
                client,
                new Backoff(new Random(1), Backoff.Pause.sleeping()),
                TrafficListener.NONE,
                InstantSource.system());
    }
}
