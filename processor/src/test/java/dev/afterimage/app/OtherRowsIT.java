package dev.afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.cli.Cli;
import dev.afterimage.config.Config;
import dev.afterimage.config.Loaded;
import dev.afterimage.item.Item;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Projections in YAML that know other rows, and the real worker in several lanes: the views are what the table says. */
class OtherRowsIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final TableDefinition ORDERS = TableDefinition.of(
                    "orders", KeySchema.of(KeyAttribute.string("order_id")))
            .withStream();
    private static final List<String> STATUSES = List.of("open", "paid", "cancelled");
    private static final Comparator<Item> BY_VERSION =
            Comparator.comparing(order -> order.number("version").orElseThrow());

    private final LocalDynamo dynamo = LocalDynamo.start();
    private final DynamoDbClient client = dynamo.client();
    private final Random random = new Random(11);
    private int version;

    @TempDir
    private Path folder;

    @BeforeEach
    void orders() {
        client.createTable(ORDERS.createRequest());
    }

    @AfterEach
    void close() {
        client.close();
        dynamo.close();
    }

    @Test
    void extremes_the_last_distinct_values_and_the_latest_follow_the_table_in_several_lanes() throws IOException {
        for (int i = 0; i < 40; i++) {
            put("O" + i);
        }
        try (Afterimage _ = Afterimage.start(config())) {
            for (int i = 0; i < 150; i++) {
                step();
            }

            await().atMost(SOON).untilAsserted(() -> {
                assertThat(figures()).isEqualTo(recomputedFigures());
                assertThat(Set.copyOf(rows("latest_orders"))).isEqualTo(recomputedLatest());
                assertThat(Set.copyOf(rows("order_references"))).isEqualTo(recomputedReferences());
            });
            rows("orders").forEach(order -> delete(order.string("order_id").orElseThrow()));

            await().atMost(SOON).untilAsserted(() -> {
                assertThat(figures()).isEmpty();
                assertThat(rows("order_figures_members")).isEmpty();
                assertThat(rows("latest_orders")).isEmpty();
                assertThat(rows("latest_orders_members")).isEmpty();
                assertThat(rows("order_references")).isEmpty();
            });
            assertThat(rows("afterimage_parked")).isEmpty();
        }
    }

    @Test
    void a_second_claimant_is_parked_and_takes_the_value_once_the_first_has_let_go() throws IOException {
        try (Afterimage worker = Afterimage.start(config())) {
            put(order("O1", "R1"));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(rows("order_references")).containsExactly(reference("O1", "R1")));
            put(order("O2", "R1"));
            await().atMost(SOON).until(() -> worker.tallies().totals().parked() == 1);
            put(order("O2", "R2"));
            await().atMost(SOON).until(() -> worker.tallies().totals().parked() == 2);

            assertThat(rows("order_references")).containsExactly(reference("O1", "R1"));
            assertThat(cli("parked", "redrive", "--all"))
                    .contains("another item holds the row of table order_references with the same reference");
            delete("O1");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(rows("order_references")).isEmpty());

            assertThat(cli("parked", "redrive", "--all")).endsWith("2 changes applied\n");
            assertThat(rows("order_references")).containsExactly(reference("O2", "R2"));
            assertThat(rows("afterimage_parked")).isEmpty();
        }
    }

    private void step() {
        String id = "O" + random.nextInt(50);
        if (random.nextInt(3) == 0) {
            delete(id);
        } else {
            put(id);
        }
    }

    private void delete(String id) {
        client.deleteItem(request -> request.tableName("orders").key(Map.of("order_id", text(id))));
    }

    private void put(String id) {
        put(order(id, "R" + random.nextInt(1000) + id));
    }

    private void put(Map<String, AttributeValue> order) {
        client.putItem(request -> request.tableName("orders").item(order));
    }

    private Map<String, AttributeValue> order(String id, String reference) {
        Map<String, AttributeValue> order = new HashMap<>();
        order.put("order_id", text(id));
        order.put("customer_id", text("C" + random.nextInt(4)));
        order.put("status", text(STATUSES.get(random.nextInt(3))));
        order.put(
                "total",
                AttributeValue.fromN(
                        BigDecimal.valueOf(random.nextInt(10_000) - 5_000, 2).toString()));
        order.put("version", AttributeValue.fromN(Integer.toString(version++)));
        order.put("reference", text(reference));
        return order;
    }

    private static Item reference(String order, String reference) {
        return Item.of(Map.of("order_id", text(order), "reference", text(reference)));
    }

    /** As readers must: without those who have no order. */
    private Set<Item> figures() {
        return rows("order_figures").stream()
                .filter(row -> row.number("count").orElseThrow().signum() > 0)
                .collect(Collectors.toSet());
    }

    private Set<Item> recomputedFigures() {
        return byCustomer().values().stream().map(OtherRowsIT::figuresOf).collect(Collectors.toSet());
    }

    private static Item figuresOf(List<Item> orders) {
        return Item.of(Map.of(
                "customer_id", orders.getFirst().get("customer_id").orElseThrow(),
                "count", number(orders.size()),
                "cheapest", total(orders, BigDecimal::min),
                "dearest", total(orders, BigDecimal::max),
                "last_status",
                        orders.stream()
                                .max(BY_VERSION)
                                .flatMap(order -> order.get("status"))
                                .orElseThrow(),
                "statuses",
                        number(orders.stream()
                                .map(order -> order.string("status"))
                                .distinct()
                                .count())));
    }

    private static AttributeValue total(List<Item> orders, BinaryOperator<BigDecimal> choice) {
        return AttributeValue.fromN(orders.stream()
                .map(order -> order.number("total").orElseThrow())
                .reduce(choice)
                .orElseThrow()
                .toString());
    }

    private Set<Item> recomputedLatest() {
        return byCustomer().values().stream()
                .map(orders -> orders.stream().max(BY_VERSION).orElseThrow())
                .map(order -> order.without("version").without("reference"))
                .collect(Collectors.toSet());
    }

    private Set<Item> recomputedReferences() {
        return rows("orders").stream()
                .map(order -> reference(
                        order.string("order_id").orElseThrow(),
                        order.string("reference").orElseThrow()))
                .collect(Collectors.toSet());
    }

    private Map<String, List<Item>> byCustomer() {
        Function<Item, String> customer = order -> order.string("customer_id").orElseThrow();
        return rows("orders").stream().collect(Collectors.groupingBy(customer));
    }

    private List<Item> rows(String table) {
        return client.scanPaginator(request -> request.tableName(table).consistentRead(true)).items().stream()
                .map(Item::of)
                .toList();
    }

    private String cli(String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine cli = Cli.commandLine(new AfterimageProgram(), Map.of(), _ -> new StopSwitch())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out));
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--config", folder.resolve("afterimage.yaml").toString()));
        cli.execute(words.toArray(String[]::new));
        return out.toString();
    }

    private Config config() throws IOException {
        String definitions = Files.readString(Path.of("../projections/examples/orders/figures.yaml"))
                .replace("customer_figures", "order_figures")
                .replace("count: orders", "count: count")
                .replace("by: \"{order_id}\"", "by: \"{version}\"");
        Files.writeString(folder.resolve("views.yaml"), definitions);
        Path file = Files.writeString(folder.resolve("afterimage.yaml"), """
                aws:
                  region: us-east-1
                  endpoint: %s
                  embedded: true
                sources:
                  - table: orders
                    lanes_per_shard: 4
                projection_files: [views.yaml]
                parking: {attempts: 1}
                console: {listen: "off"}
                """.formatted(dynamo.endpoint()));
        Loaded loaded = new AfterimageProgram().configs(Map.of()).load(file);
        assertThat(loaded).isInstanceOf(Loaded.Valid.class);
        return ((Loaded.Valid) loaded).config();
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }
}
