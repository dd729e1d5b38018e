package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.table.TableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TryTest {
    private static final Path EXAMPLE = Path.of("../projections/examples/orders");
    private static final String BY_CUSTOMER = """
            projections:
              by_customer:
                source: {table: orders, key: [order_id]}
                shape: copy
                table: {partition: {customer_id: string}, sort: {order_id: string}}
                attributes: [total]
            """;

    @TempDir
    private Path folder;

    private Path definitions = Path.of("orders.yaml");
    private Path fixture = Path.of("changes.json");

    @BeforeEach
    void files() throws IOException {
        definitions = Files.writeString(folder.resolve("orders.yaml"), BY_CUSTOMER);
        fixture = Files.writeString(folder.resolve("changes.json"), """
                {"table": "orders", "Records": [
                  %s,
                  %s
                ]}
                """.formatted(
                        insert("O1", "{\"S\":\"C1\"}", 1), insert("O2", "{\"S\":\"C2\"}", 2)));
    }

    @Test
    void shows_the_rows_that_changes_lead_to() {
        CliRun run = trial(definitions.toString(), fixture.toString());

        assertThat(run).isEqualTo(new CliRun(0, """
                by_customer: 2 rows
                  customer_id=C1&order_id=O1
                    total: 1
                  customer_id=C2&order_id=O2
                    total: 2

                2 changes projected
                """, ""));
    }

    @Test
    void json_is_an_object_for_each_row() {
        CliRun run = trial("--output=json", definitions.toString(), fixture.toString());

        assertThat(run.lines()).hasSize(2);
        assertThat(run.lines().getFirst())
                .isEqualTo("{\"table\":\"by_customer\",\"shown\":true,\"row\":{\"customer_id\":{\"S\":\"C1\"},"
                        + "\"order_id\":{\"S\":\"O1\"},\"total\":{\"N\":\"1\"}}}");
    }

    @Test
    void the_example_shows_every_shape_and_what_readers_leave_out() {
        CliRun run = trial(
                EXAMPLE.resolve("orders.yaml").toString(),
                EXAMPLE.resolve("changes.json").toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("orders_by_customer: 1 row\n", "customer_id=C1&status_order=paid%23O1", "city: \"Ulm\"")
                .contains("orders_by_tag: 2 rows\n")
                .contains("customer_totals: 1 row, and 1 that readers leave out (orders is 0)\n", "revenue: 49.50")
                .contains("order_history: 6 rows\n", "what: \"EXPIRE\"");
    }

    @Test
    void a_change_that_would_be_parked_is_told_and_exits_with_1() throws IOException {
        Files.writeString(fixture, "{\"table\": \"orders\", \"Records\": [" + insert("O1", "{\"N\":\"7\"}", 1) + "]}");

        CliRun text = trial(definitions.toString(), fixture.toString());
        CliRun json = trial("-o", "json", definitions.toString(), fixture.toString());

        assertThat(text.exitCode()).isEqualTo(1);
        assertThat(text.out())
                .contains(
                        "projection by_customer cannot take change orders/order_id=O1@1: the key attribute 'customer_id'"
                                + " of table by_customer would be a number, not a string")
                .endsWith("1 change projected, of which 1 would be parked\n");
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(json.lines())
                .singleElement()
                .asString()
                .contains("\"parked\":\"orders/order_id=O1@1\"", "\"waiting\":0");
    }

    @Test
    void a_wrong_definition_exits_with_2_and_a_wrong_fixture_with_1() throws IOException {
        Files.writeString(fixture, "[]");
        CliRun wrongFixture = trial(definitions.toString(), fixture.toString());
        Files.writeString(definitions, BY_CUSTOMER.replace("copy", "cpoy"));
        CliRun wrongDefinition = trial(definitions.toString(), fixture.toString());
        CliRun none = trial(folder.resolve("none.yaml").toString());

        assertThat(wrongFixture.exitCode()).isEqualTo(1);
        assertThat(wrongFixture.err()).contains("changes.json", "it is no event");
        assertThat(wrongDefinition)
                .isEqualTo(new CliRun(
                        2,
                        "",
                        "afterimage: a mistake in the projections:\n  " + definitions
                                + ":4:12: projections.by_customer.shape is \"cpoy\": write one of copy, group, history, index, latest,"
                                + " unique\n"));
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("none.yaml", "cannot be read").doesNotContain("\tat ");
        assertThat(trial().exitCode()).isEqualTo(2);
        assertThat(trial("--schema", "--watch").exitCode()).isEqualTo(2);
    }

    @Test
    void without_a_fixture_definitions_are_checked_alone() {
        assertThat(trial(folder.toString()))
                .isEqualTo(new CliRun(0, "by_customer: no mistakes; makes by_customer of orders\n", ""));
        assertThat(trial(folder.toString(), "-o", "json").out())
                .isEqualTo("{\"projection\":\"by_customer\",\"source\":\"orders\",\"table\":\"by_customer\"}\n");
    }

    @Test
    void the_tables_are_a_file_of_tables() {
        CliRun run = trial(definitions.toString(), "--table-file");

        assertThat(run.exitCode()).isZero();
        assertThat(TableFile.read("tables.yaml", run.out())
                        .derived("by_customer")
                        .key()
                        .sort()
                        .orElseThrow()
                        .name())
                .isEqualTo("order_id");
    }

    @Test
    void the_schema_is_for_editors() throws IOException {
        CliRun run = trial("--schema");

        assertThat(run.exitCode()).isZero();
        assertThat(new ObjectMapper().readTree(run.out()).path("$defs").has("definition"))
                .isTrue();
    }

    @Test
    void watching_shows_the_rows_again_for_each_file_that_is_saved() {
        Steps steps = new Steps(List.of(
                () -> {},
                () -> write(definitions, BY_CUSTOMER.replace("[total]", "[]")),
                () -> write(definitions, "projections: {"),
                () -> write(fixture, "{\"table\": \"orders\", \"Records\": []}"),
                () -> write(definitions, BY_CUSTOMER)));

        CliRun run = CliRun.of(
                new FakeProgram(),
                patience -> steps,
                Map.of(),
                "try",
                definitions.toString(),
                fixture.toString(),
                "--watch");

        assertThat(run.exitCode()).isZero();
        assertThat(run.lines().stream().filter(line -> line.startsWith("by_customer:")))
                .containsExactly("by_customer: 2 rows", "by_customer: 2 rows", "by_customer: 0 rows");
        assertThat(run.err().lines().filter(line -> line.startsWith("afterimage: a mistake in the projections")))
                .as("once for the definition, and once more for the fixture saved meanwhile")
                .hasSize(2);
    }

    /** Does one thing in each pause, and is raised after the last. */
    private static final class Steps implements StopSignal {
        private final ArrayDeque<Runnable> left;

        Steps(List<Runnable> steps) {
            this.left = new ArrayDeque<>(steps);
        }

        @Override
        public boolean raised() {
            return left.isEmpty();
        }

        @Override
        public boolean pause(Duration duration) {
            if (left.isEmpty()) {
                return false;
            }
            left.remove().run();
            return true;
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String insert(String order, String customer, int number) {
        String key = "\"order_id\": {\"S\": \"" + order + "\"}";
        return "{\"eventName\": \"INSERT\", \"dynamodb\": {\"SequenceNumber\": \"" + number + "\", \"Keys\": {" + key
                + "}, \"NewImage\": {" + key + ", \"customer_id\": " + customer + ", \"total\": {\"N\": \"" + number
                + "\"}}}}";
    }

    private static CliRun trial(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "try";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CliRun.of(new FakeProgram(), all);
    }
}
