package dev.afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.afterimage.change.Change;
import dev.afterimage.config.InvalidConfigException;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.item.TableName;
import dev.afterimage.plugin.JarBuilder;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A Java program that holds a worker: it starts it, writes items, sees rows, and ends it. */
class EmbeddedProgramIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final LocalDynamo dynamo = LocalDynamo.start();
    private final DynamoDbClient client = dynamo.client();

    @TempDir
    private Path work;

    @BeforeEach
    void orders() {
        client.createTable(TableDefinition.of("orders", KeySchema.of(KeyAttribute.string("id")))
                .withStream()
                .createRequest());
        client.updateTimeToLive(request -> request.tableName("orders")
                .timeToLiveSpecification(ttl -> ttl.enabled(true).attributeName("expires_at")));
    }

    @AfterEach
    void close() {
        client.close();
        dynamo.close();
    }

    private String config(String more) {
        return """
                aws: {endpoint: '%s', embedded: true}
                sources: [{table: orders, ttl_attribute: expires_at}]
                console: {listen: off}
                """.formatted(dynamo.endpoint()) + more;
    }

    @Test
    void a_program_sees_the_rows_of_its_own_projection_and_what_lapses() {
        Queue<ExpiryEvent> lapsed = new ConcurrentLinkedQueue<>();

        try (Afterimage worker = Afterimage.builder()
                .config(config(""))
                .projection(new CustomerOrders())
                .onExpiration((event, cursor) -> lapsed.add(event))
                .start()) {
            put(Map.of("id", text("O1"), "customer", text("C1")));
            put(Map.of("id", text("O2"), "customer", text("C1"), "expires_at", AttributeValue.fromN("1767261660")));

            await().atMost(SOON).until(() -> worker.tallies().totals().applied() >= 2);
            await().atMost(SOON).until(() -> lapsed.size() == 1);
            await().atMost(SOON)
                    .until(() -> AttributeValue.fromN("1")
                            .equals(row("customer_orders", Map.of("customer", text("C1")))
                                    .get("orders")));
        }
    }

    @Test
    void names_projections_of_objects_and_plugins() throws IOException {
        Path plugins = Files.createDirectory(work.resolve("plugins"));
        new JarBuilder(work)
                .projection("shop.Totals", "order_totals")
                .services("shop.Totals")
                .build(plugins.resolve("shop.jar"));
        String more = """
                plugins: {folder: '%s'}
                projections: [customer_orders, order_totals]
                """.formatted(plugins);

        try (Afterimage worker = Afterimage.builder()
                .config(config(more))
                .projection(new CustomerOrders())
                .start()) {
            put(Map.of("id", text("O1"), "customer", text("C1")));
            await().atMost(SOON).until(() -> worker.tallies().totals().applied() == 1);

            assertThat(row("order_totals", Map.of("table", text("orders"))))
                    .containsEntry("count", AttributeValue.fromN("1"));
            assertThat(row("customer_orders", Map.of("customer", text("C1"))))
                    .containsEntry("orders", AttributeValue.fromN("1"));
        }
    }

    @Test
    void leaves_no_thread_behind() {
        start_and_close();
        Set<Thread> before = threads();

        start_and_close();

        await("threads that the worker started have ended")
                .atMost(SOON)
                .until(
                        () -> threads().stream()
                                .filter(thread -> !before.contains(thread))
                                .map(Thread::getName)
                                .collect(Collectors.toSet()),
                        Set::isEmpty);
    }

    private void start_and_close() {
        try (Afterimage worker = Afterimage.builder()
                .config(config(""))
                .projection(new CustomerOrders())
                .onExpiration((event, cursor) -> {})
                .start()) {
            put(Map.of("id", text("O1"), "customer", text("C" + System.nanoTime())));
            await().atMost(SOON).until(() -> worker.tallies().totals().applied() > 0);
        }
    }

    @Test
    void tells_all_that_is_wrong_with_a_configuration_or_its_plugins() throws IOException {
        assertThatThrownBy(() -> Afterimage.builder()
                        .config(config("projections: [customer_order]\nauditing: {}"))
                        .projection(new CustomerOrders())
                        .start())
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContainingAll("customer_order", "write one of customer_orders,", "auditing");

        Files.writeString(work.resolve("broken.jar"), "no jar");
        assertThatThrownBy(() -> Afterimage.builder()
                        .config(config("plugins: {folder: '%s'}".formatted(work)))
                        .start())
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContainingAll("plugins.folder", "plugin broken.jar is no jar that can be read");
    }

    @Test
    void says_that_it_needs_a_configuration() {
        assertThatThrownBy(() -> Afterimage.builder().start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("give one by 'config'");
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getThreadGroup() != null
                        && !thread.getThreadGroup().getName().equals("system")
                        && !thread.getThreadGroup().getName().equals("InnocuousThreadGroup")
                        && !thread.getName().startsWith("dynamodb-local")
                        && !thread.getName().startsWith("ForkJoinPool.commonPool")
                        && !thread.getName().startsWith("VirtualThread")
                        // KCL's, which may wait for good for a task that was discarded when its pool was closed.
                        && !thread.getName().equals("lam-thread")
                        && !thread.getName().startsWith("awaitility"))
                .collect(Collectors.toSet());
    }

    private void put(Map<String, AttributeValue> item) {
        client.putItem(request -> request.tableName("orders").item(item));
    }

    private Map<String, AttributeValue> row(String table, Map<String, AttributeValue> key) {
        return client.getItem(request -> request.tableName(table).key(key).consistentRead(true))
                .item();
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    /** How many orders each customer has. */
    private static final class CustomerOrders implements Projection {
        private static final DerivedTable TABLE =
                DerivedTable.of(TableDefinition.of("customer_orders", KeySchema.of(KeyAttribute.string("customer"))));

        @Override
        public ProjectionName name() {
            return new ProjectionName("customer_orders");
        }

        @Override
        public Set<TableName> sources() {
            return Set.of(new TableName("orders"));
        }

        @Override
        public List<DerivedTable> tables() {
            return List.of(TABLE);
        }

        @Override
        public List<Write> project(Change change) {
            int count = (change.after().isPresent() ? 1 : 0) - (change.before().isPresent() ? 1 : 0);
            return change.after().or(change::before).flatMap(image -> image.get("customer")).stream()
                    .map(customer -> (Write) Write.update(TABLE.row(customer)).add("orders", count))
                    .toList();
        }
    }
}
