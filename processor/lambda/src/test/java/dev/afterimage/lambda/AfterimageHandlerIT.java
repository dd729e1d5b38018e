package dev.afterimage.lambda;

import static dev.afterimage.lambda.Events.broken;
import static dev.afterimage.lambda.Events.insert;
import static dev.afterimage.lambda.Events.modify;
import static dev.afterimage.lambda.Events.remove;
import static dev.afterimage.lambda.Events.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.afterimage.app.Afterimage;
import dev.afterimage.app.AfterimageBuilder;
import dev.afterimage.app.Engine;
import dev.afterimage.seed.local.LocalDynamo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AfterimageHandlerIT {
    private static final Call CALL = new Call(60_000);
    private static final List<String> RECORDS = List.of(
            insert(1, "O1", "C1"),
            insert(2, "O2", "C1"),
            modify(3, "O1", "C1", "C2"),
            insert(4, "O3", "C3"),
            remove(5, "O2", "C1"),
            insert(6, "O4", "C3"));
    private static final Map<String, String> ROWS = Map.of("C1", "0", "C2", "1", "C3", "2");

    private final LocalDynamo dynamo = LocalDynamo.start();
    private final DynamoDbClient client = dynamo.client();
    private final AfterimageHandler handler = new AfterimageHandler(builder());

    private AfterimageBuilder builder() {
        return Afterimage.builder().config("""
                        aws: {endpoint: '%s', embedded: true}
                        sources: [{table: orders}]
                        """.formatted(dynamo.endpoint())).projection(new CustomerOrders());
    }

    @BeforeEach
    void tables() {
        handler.engine().createTables();
    }

    @AfterEach
    void close() {
        handler.engine().close();
        client.close();
        dynamo.close();
    }

    @Test
    void derives_rows_and_audits() {
        assertThat(failures(Events.of(RECORDS))).isEmpty();

        assertThat(rows()).isEqualTo(ROWS);
        assertThat(audited()).isEqualTo(6);
    }

    @Test
    void a_batch_that_is_delivered_again_changes_nothing() {
        failures(Events.of(RECORDS));

        assertThat(failures(Events.of(RECORDS))).isEmpty();

        assertThat(rows()).isEqualTo(ROWS);
        assertThat(audited()).isEqualTo(6);
    }

    @Test
    void however_a_batch_is_bisected_and_overlaps_the_end_is_the_same() {
        for (int cut = 1; cut < RECORDS.size(); cut++) {
            failures(Events.of(RECORDS.subList(0, cut)));
            failures(Events.of(RECORDS.subList(cut / 2, RECORDS.size())));
        }

        assertThat(rows()).isEqualTo(ROWS);
        assertThat(audited()).isEqualTo(6);
    }

    @Test
    void a_record_that_occurs_twice_in_a_batch_counts_once() {
        failures(Events.of(insert(1, "O1", "C1"), insert(1, "O1", "C1"), insert(2, "O2", "C1")));

        assertThat(rows()).isEqualTo(Map.of("C1", "2"));
    }

    @Test
    void the_same_batch_in_several_calls_at_once_counts_once() throws Exception {
        try (ExecutorService calls = Executors.newFixedThreadPool(4)) {
            List<Future<List<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                answers.add(calls.submit(() -> failures(Events.of(RECORDS))));
            }
            for (Future<List<String>> answer : answers) {
                assertThat(answer.get()).isEmpty();
            }
        }

        assertThat(rows()).isEqualTo(ROWS);
        assertThat(audited()).isEqualTo(6);
    }

    @Test
    void a_broken_record_is_named_what_is_before_it_is_applied_and_what_is_behind_it_waits() {
        DynamodbEvent event = Events.of(insert(1, "O1", "C1"), broken(2, "O2"), insert(3, "O3", "C1"));

        assertThat(failures(event)).containsExactly(sequence(2));
        assertThat(rows()).isEqualTo(Map.of("C1", "1"));

        assertThat(failures(Events.of(broken(2, "O2")))).containsExactly(sequence(2));
        assertThat(failures(Events.of(insert(3, "O3", "C1")))).isEmpty();
        assertThat(rows()).isEqualTo(Map.of("C1", "2"));
    }

    @Test
    void what_cannot_be_applied_now_is_named_and_applied_once_when_it_is_delivered_again() {
        failures(Events.of(RECORDS.subList(0, 2)));
        client.deleteTable(request -> request.tableName("customer_orders"));

        assertThat(failures(Events.of(RECORDS))).containsExactly(sequence(3));

        client.createTable(CustomerOrders.TABLE.definition().createRequest());
        assertThat(failures(Events.of(RECORDS))).isEmpty();
        assertThat(rows()).isEqualTo(Map.of("C1", "-2", "C2", "1", "C3", "2"));
        assertThat(audited()).isEqualTo(6);
    }

    @Test
    void a_change_that_its_projection_cannot_take_is_parked_and_the_others_go_on() {
        assertThat(failures(
                        Events.of(insert(1, "O1", "poison"), modify(2, "O1", "poison", "C1"), insert(3, "O2", "C1"))))
                .isEmpty();

        assertThat(rows()).isEqualTo(Map.of("C1", "1"));
        assertThat(audited()).isEqualTo(3);
        assertThat(count("afterimage_parked")).isPositive();
    }

    @Test
    void without_time_nothing_is_begun_and_all_is_delivered_again() {
        StreamsEventResponse answer = handler.handleRequest(Events.of(RECORDS), new Call(1_000));

        assertThat(answer.getBatchItemFailures())
                .extracting(StreamsEventResponse.BatchItemFailure::getItemIdentifier)
                .containsExactly(sequence(1));
        assertThat(rows()).isEmpty();
    }

    @Test
    void later_versions_of_a_projection_get_nothing_and_need_no_tables() {
        AfterimageHandler versioned = new AfterimageHandler(builder().projection(new SecondVersion()));

        try (Engine engine = versioned.engine()) {
            engine.createTables();

            assertThat(versioned.handleRequest(Events.of(RECORDS), CALL).getBatchItemFailures())
                    .isEmpty();
        }

        assertThat(rows()).isEqualTo(ROWS);
        assertThat(client.listTables().tableNames())
                .doesNotContain(SecondVersion.TABLE.name().value());
    }

    @Test
    void items_of_any_key_have_a_fence_of_their_own() {
        List<String> ids = List.of("a", "x".repeat(2_000), "100%", "a#1of2", "ä".repeat(900));
        DynamodbEvent event = Events.of(IntStream.range(0, ids.size())
                .mapToObj(i -> insert(i, ids.get(i), "C1"))
                .toList());

        assertThat(failures(event)).isEmpty();
        assertThat(failures(event)).isEmpty();

        assertThat(rows()).isEqualTo(Map.of("C1", "5"));
        assertThat(count("afterimage_positions")).isEqualTo(5);
    }

    @Test
    void an_event_of_a_table_that_is_no_source_is_refused_as_a_whole() {
        DynamodbEvent event = Events.read("""
                {"Records": [{"eventName": "INSERT", "dynamodb": {"SequenceNumber": "100000000000000000001"},
                  "eventSourceARN": "arn:aws:dynamodb:eu-central-1:1:table/bills/stream/2026-01-01T00:00:00.000"}]}""");

        assertThatThrownBy(() -> handler.handleRequest(event, CALL))
                .hasMessageContainingAll("table bills, which is no source", "'sources'");
    }

    private List<String> failures(DynamodbEvent event) {
        return handler.handleRequest(event, CALL).getBatchItemFailures().stream()
                .map(StreamsEventResponse.BatchItemFailure::getItemIdentifier)
                .toList();
    }

    private Map<String, String> rows() {
        Map<String, String> rows = new TreeMap<>();
        client.scan(request -> request.tableName("customer_orders"))
                .items()
                .forEach(row -> rows.put(text(row, "customer"), text(row, "orders")));
        return rows;
    }

    private static String text(Map<String, AttributeValue> row, String name) {
        AttributeValue value = row.getOrDefault(name, AttributeValue.fromS("none"));
        return value.s() == null ? value.n() : value.s();
    }

    private int audited() {
        return count("afterimage_audit");
    }

    private int count(String table) {
        return client.scan(request -> request.tableName(table)).count();
    }
}
