package dev.afterimage.seed.traffic;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.seed.local.LeavesNothingOpen;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.sample.SampleItems;
import dev.afterimage.seed.sample.SampleTables;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

@ExtendWith(LeavesNothingOpen.class)
class TrafficIT {
    private final Calls calls = new Calls();
    private final TrafficTotals totals = new TrafficTotals();
    private final LocalDynamo local = LocalDynamo.start();
    private final DynamoDbClient client = local.client(calls);

    @AfterEach
    void close() {
        client.close();
        local.close();
    }

    @Test
    void every_action_succeeds_and_together_they_use_every_verb_index_and_consistency() {
        SampleTables.create(client);

        try (Traffic traffic = Traffic.start(client, fast(), totals)) {
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> traffic.failure().isPresent()
                            || (calls.seen.containsAll(Calls.EVERYTHING)
                                    && done().equals(EnumSet.allOf(Action.class))));
            assertThat(traffic.failure()).isEmpty();
        }
        assertThat(calls.seen).containsAll(Calls.EVERYTHING);
        assertThat(done()).isEqualTo(EnumSet.allOf(Action.class));
    }

    @Test
    void leaves_no_guest_and_no_item_without_its_list() {
        SampleTables.create(client);
        try (Traffic traffic = Traffic.start(client, fast().withMix(Mix.CHURN), totals)) {
            await().atMost(Duration.ofMinutes(2)).until(() -> totals.sum().done() > 200 && deleted() > 5);
            assertThat(traffic.failure()).isEmpty();
        }

        Set<String> lists = strings("lists", "id");
        assertThat(lists).containsAll(strings("items", "list_id")).containsAll(strings("guests", "list_id"));
        assertThat(items("lists")).noneMatch(list -> list.has("under_deletion"));
    }

    @Test
    void reports_each_write_that_was_acknowledged() {
        SampleTables.create(client);
        Map<TableName, Set<ItemKey>> written = new ConcurrentHashMap<>();
        TrafficListener keys = new TrafficListener() {
            @Override
            public void acknowledged(TableName table, ItemKey key, Instant at) {
                written.computeIfAbsent(table, none -> ConcurrentHashMap.newKeySet())
                        .add(key);
            }
        };

        try (Traffic traffic = Traffic.start(client, fast(), totals.and(keys))) {
            await().atMost(Duration.ofMinutes(2)).until(() -> totals.sum().done() > 200);
            assertThat(traffic.failure()).isEmpty();
        }

        for (var table : SampleTables.all()) {
            assertThat(written.get(table.name()))
                    .containsAll(items(table.name().value()).stream()
                            .map(table.key()::keyOf)
                            .toList());
        }
        assertThat(totals.writes()).containsOnlyKeys(written.keySet());
    }

    @Test
    void keeps_its_rate_and_writes_nothing_once_stopped() throws InterruptedException {
        SampleTables.create(client);
        Traffic traffic = Traffic.start(client, fast().withRate(20), totals);

        assertThat(traffic.await(Duration.ofSeconds(3))).isFalse();
        traffic.stop();

        // The few that look around at first do not count for the rate.
        assertThat(totals.sum().count()).isBetween(10L, 3 * 20 + 20 + 6L);
        Map<TableName, Long> writes = totals.writes();
        assertThat(traffic.await(Duration.ofMillis(300))).isTrue();
        assertThat(totals.writes()).isEqualTo(writes);
    }

    @Test
    void ends_the_deletions_that_somebody_left_half_done() {
        SampleTables.create(client);
        client.putItem(put -> put.tableName("lists")
                .item(SampleItems.list("l1", "u1", "Old")
                        .with("under_deletion", AttributeValue.fromBool(true))
                        .attributes()));
        client.putItem(put -> put.tableName("items")
                .item(SampleItems.todo(SampleItems.todoKey("l1", "d1"), "Rest", false, 1, Optional.empty())
                        .attributes()));

        try (Traffic traffic = Traffic.start(client, fast().withMix(Mix.only(Action.BROWSE)), totals)) {
            assertThat(traffic.failure()).isEmpty();
        }

        assertThat(strings("lists", "id")).doesNotContain("l1");
        assertThat(items("items")).isEmpty();
    }

    @Test
    void stops_by_itself_where_dynamodb_is_gone() throws InterruptedException {
        SampleTables.create(client);
        try (Traffic traffic = Traffic.start(client, fast(), totals)) {
            local.close();

            assertThat(traffic.await(Duration.ofMinutes(1))).isTrue();
            traffic.stop();
            assertThat(traffic.failure()).containsInstanceOf(SdkException.class);
        }
    }

    @Test
    void does_not_begin_without_tables() {
        assertThatThrownBy(() -> Traffic.start(client, fast(), totals)).isInstanceOf(ResourceNotFoundException.class);
    }

    private static TrafficSettings fast() {
        return TrafficSettings.light().asFastAsItGoes().withThreads(4).withLongestLife(Duration.ofSeconds(4));
    }

    private Set<Action> done() {
        return totals.byAction().entrySet().stream()
                .filter(entry -> entry.getValue().done() > 0)
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    private long deleted() {
        return Optional.ofNullable(totals.byAction().get(Action.DELETE_LIST))
                .map(TrafficTotals.ActionTotal::done)
                .orElse(0L);
    }

    private Set<String> strings(String table, String attribute) {
        return items(table).stream()
                .map(item -> item.string(attribute).orElseThrow())
                .collect(toSet());
    }

    private List<Item> items(String table) {
        return client.scanPaginator(scan -> scan.tableName(table).consistentRead(true)).items().stream()
                .map(Item::of)
                .toList();
    }

    /** Records which operations were called, and on which indexes and with which consistency. */
    private static final class Calls implements ExecutionInterceptor {
        private static final Set<String> EVERYTHING = Set.of(
                "PutItem",
                "BatchWriteItem",
                "GetItem eventually",
                "GetItem strongly",
                "BatchGetItem",
                "Query table",
                "Query users_by_email",
                "Query lists_by_user_id",
                "Query guests_by_user_id",
                "Query items_by_order",
                "Scan",
                "UpdateItem",
                "DeleteItem",
                "TransactWriteItems",
                "TransactGetItems");

        private final Set<String> seen = ConcurrentHashMap.newKeySet();

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            String operation = String.valueOf(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
            seen.add(
                    switch (context.request()) {
                        case GetItemRequest get ->
                            operation + (Boolean.TRUE.equals(get.consistentRead()) ? " strongly" : " eventually");
                        case QueryRequest query ->
                            operation + " "
                                    + Optional.ofNullable(query.indexName()).orElse("table");
                        default -> operation;
                    });
        }
    }
}
