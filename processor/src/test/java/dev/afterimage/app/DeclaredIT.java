package dev.afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.config.Config;
import dev.afterimage.config.Loaded;
import dev.afterimage.item.Item;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table of one's own, projections in YAML and the real worker: the views are what can be computed from the table. */
class DeclaredIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final TableDefinition ORDERS = TableDefinition.of(
                    "orders", KeySchema.of(KeyAttribute.string("order_id")))
            .withStream();
    private static final List<String> STATUSES = List.of("open", "paid", "cancelled");

    private final LocalDynamo dynamo = LocalDynamo.start();
    private final DynamoDbClient client = dynamo.client();
    private final Random random = new Random(5);
    private int changes;

    @TempDir
    private Path folder;

    @BeforeEach
    void orders() {
        client.createTable(ORDERS.createRequest());
        client.updateTimeToLive(request -> request.tableName("orders")
                .timeToLiveSpecification(ttl -> ttl.attributeName("expires_at").enabled(true)));
    }

    @AfterEach
    void close() {
        client.close();
        dynamo.close();
    }

    @Test
    void rows_follow_inserts_updates_deletes_and_lapses_and_are_what_the_table_says() throws IOException {
        for (int i = 0; i < 40; i++) {
            put("O" + i);
        }
        try (Afterimage _ = Afterimage.start(config())) {
            for (int i = 0; i < 150; i++) {
                step();
            }
            lapse("O1");
            lapse("O2");
            await().atMost(SOON).until(() -> rows("orders").stream().noneMatch(DeclaredIT::lapses));

            await().atMost(SOON).untilAsserted(() -> {
                assertThat(byCustomer()).isEqualTo(recomputedByCustomer());
                assertThat(byTag()).isEqualTo(recomputedByTag());
                assertThat(totals()).isEqualTo(recomputedTotals());
                assertThat(rows("order_history")).hasSize(changes);
            });
            assertThat(rows("order_history").stream()
                            .filter(row -> row.string("what").orElseThrow().equals("EXPIRE")))
                    .hasSize(2);
            assertThat(rows("afterimage_parked")).isEmpty();
        }
    }

    @Test
    void an_order_that_does_not_fit_is_parked_with_the_reason_and_the_others_go_on() throws IOException {
        try (Afterimage _ = Afterimage.start(config())) {
            client.putItem(request -> request.tableName("orders")
                    .item(Map.of("order_id", text("bad"), "customer_id", AttributeValue.fromN("7"))));
            put("good");

            await().atMost(SOON).untilAsserted(() -> {
                assertThat(rows("order_history")).hasSize(2);
                assertThat(byCustomer().size()).isEqualTo(recomputedByCustomer().size());
            });
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(rows("afterimage_parked"))
                            .extracting(Item::toString)
                            .anySatisfy(row -> assertThat(row)
                                    .contains("UnfitItemException: the key attribute 'customer_id' of table"
                                            + " customer_totals would be a number, not a string\"")));
        }
    }

    private void step() {
        String id = "O" + random.nextInt(60);
        if (random.nextInt(4) == 0) {
            boolean there = !client.deleteItem(request -> request.tableName("orders")
                            .key(Map.of("order_id", text(id)))
                            .returnValues("ALL_OLD"))
                    .attributes()
                    .isEmpty();
            changes += there ? 1 : 0;
        } else {
            put(id);
        }
    }

    private void put(String id) {
        Map<String, AttributeValue> order = new HashMap<>();
        order.put("order_id", text(id));
        order.put("customer_id", text("C" + random.nextInt(5)));
        order.put("status", text(STATUSES.get(random.nextInt(3))));
        order.put(
                "total",
                AttributeValue.fromN(
                        BigDecimal.valueOf(random.nextInt(10_000), 2).toString()));
        order.put("version", AttributeValue.fromN(Integer.toString(changes)));
        if (random.nextBoolean()) {
            order.put("tags", AttributeValue.fromSs(random.nextBoolean() ? List.of("gift") : List.of("gift", "late")));
        }
        put(order);
    }

    private void put(Map<String, AttributeValue> order) {
        client.putItem(request -> request.tableName("orders").item(order));
        changes++;
    }

    /** One change that makes it due, and one that is its end. */
    private void lapse(String id) {
        Map<String, AttributeValue> order = new HashMap<>();
        order.put("order_id", text(id));
        order.put("customer_id", text("C1"));
        order.put("total", AttributeValue.fromN("1"));
        order.put("expires_at", AttributeValue.fromN(Long.toString(Instant.now().getEpochSecond() - 1)));
        put(order);
        changes++;
    }

    private static boolean lapses(Item order) {
        return order.has("expires_at");
    }

    private Set<Item> byCustomer() {
        return new HashSet<>(rows("orders_by_customer"));
    }

    private Set<Item> recomputedByCustomer() {
        Set<Item> expected = new HashSet<>();
        for (Item order : rows("orders")) {
            String status = order.string("status").orElse("cancelled");
            if (!status.equals("cancelled") && order.string("customer_id").isPresent()) {
                expected.add(Item.of(Map.of(
                        "customer_id", order.get("customer_id").orElseThrow(),
                        "status_order",
                                text(status + "#" + order.string("order_id").orElseThrow()),
                        "status", text(status),
                        "amount", order.get("total").orElseThrow())));
            }
        }
        return expected;
    }

    private Set<Item> byTag() {
        return new HashSet<>(rows("orders_by_tag"));
    }

    private Set<Item> recomputedByTag() {
        Set<Item> expected = new HashSet<>();
        for (Item order : rows("orders")) {
            for (String tag : order.get("tags").map(AttributeValue::ss).orElse(List.of())) {
                expected.add(Item.of(Map.of(
                        "tag", text(tag),
                        "order_id", order.get("order_id").orElseThrow(),
                        "customer_id", order.get("customer_id").orElseThrow(),
                        "status", order.get("status").orElseThrow())));
            }
        }
        return expected;
    }

    /** As readers must: without those who have no order. */
    private Map<String, List<BigDecimal>> totals() {
        Map<String, List<BigDecimal>> totals = new TreeMap<>();
        for (Item row : rows("customer_totals")) {
            if (row.number("orders").orElseThrow().signum() > 0) {
                totals.put(
                        row.string("customer_id").orElseThrow(),
                        List.of(
                                row.number("orders").orElseThrow(),
                                row.number("revenue").orElse(BigDecimal.ZERO).setScale(2)));
            }
        }
        return totals;
    }

    private Map<String, List<BigDecimal>> recomputedTotals() {
        Map<String, List<Item>> byCustomer = rows("orders").stream()
                .collect(Collectors.groupingBy(
                        order -> order.string("customer_id").orElseThrow()));
        Map<String, List<BigDecimal>> totals = new TreeMap<>();
        byCustomer.forEach((customer, orders) -> totals.put(
                customer,
                List.of(
                        BigDecimal.valueOf(orders.size()),
                        orders.stream()
                                .map(order -> order.number("total"))
                                .flatMap(Optional::stream)
                                .reduce(BigDecimal.ZERO, BigDecimal::add)
                                .setScale(2))));
        return totals;
    }

    private List<Item> rows(String table) {
        return client.scanPaginator(request -> request.tableName(table).consistentRead(true)).items().stream()
                .map(Item::of)
                .toList();
    }

    private Config config() throws IOException {
        String definitions = Files.readString(Path.of("../projections/examples/orders/orders.yaml"))
                .replace(", city: \"{address.city}\"", "")
                .replace("filter: {changed: [status]}", "");
        Files.writeString(folder.resolve("views.yaml"), definitions);
        Path file = Files.writeString(folder.resolve("afterimage.yaml"), """
                aws:
                  region: us-east-1
                  endpoint: %s
                  embedded: true
                sources:
                  - table: orders
                    ttl_attribute: expires_at
                projection_files: [views.yaml]
                parking: {attempts: 1}
                console: {listen: "off"}
                """.formatted(dynamo.endpoint()));
        Loaded loaded = new AfterimageProgram().configs(Map.of()).load(file);
        assertThat(loaded).isInstanceOf(Loaded.Valid.class);
        return ((Loaded.Valid) loaded).config();
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }
}
