package dev.afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.config.Config;
import dev.afterimage.config.Loaded;
import dev.afterimage.console.ApiDescription;
import dev.afterimage.console.web.Address;
import dev.afterimage.console.web.HttpCall;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemJson;
import dev.afterimage.testing.EveryType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The audit log over HTTP, as a worker has written it. */
class AuditConsoleIT extends OnSampleTables {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String CHANGES = "GET /api/items/{table}/{key}/changes";

    @Test
    void what_happened_to_an_item_is_found_shown_and_compared() {
        try (Afterimage worker = Afterimage.start(config())) {
            Map<String, AttributeValue> list = everyType();
            list.put("id", AttributeValue.fromS("a/b%2F<script>"));
            list.put("user_id", AttributeValue.fromS("U1"));
            list.put("title", AttributeValue.fromS("Cake"));
            put("lists", list);
            Map<String, AttributeValue> changed = new LinkedHashMap<>(list);
            changed.put("title", AttributeValue.fromS("Pie"));
            changed.put("number", AttributeValue.fromN("-12345678901234567890123456789012345679"));
            put("lists", changed);
            put("guests", Map.of("list_id", AttributeValue.fromS("L1"), "user_id", AttributeValue.fromS("U2")));
            client.deleteItem(request -> request.tableName("lists").key(Map.of("id", list.get("id"))));
            await().atMost(SOON).until(() -> worker.tallies().totals().applied() == 4);
            int port = worker.console().orElseThrow().getPort();
            await().atMost(SOON).until(() -> search(port, "").path("entries").size() == 4);

            assertThat(search(port, "?table=lists&changed=title&operation=MODIFY")
                            .path("entries"))
                    .singleElement()
                    .satisfies(entry -> assertThat(
                                    entry.path("key").path("id").path("S").asText())
                            .isEqualTo("a/b%2F<script>"));
            String item = Address.of("/api/items")
                    .part("lists")
                    .part("a/b%2F<script>")
                    .toString();
            JsonNode changes = api(port, CHANGES, item + "/changes").path("changes");
            assertThat(changes.findValuesAsText("operation")).containsExactly("REMOVE", "MODIFY", "INSERT");
            assertThat(changes.path(1).path("differences").findValuesAsText("path"))
                    .containsExactly("number", "title");
            assertThat(changes.path(1).path("rows")).isNotEmpty();
            String first = changes.path(2).path("sequence").asText();
            JsonNode asOf = api(port, "GET /api/items/{table}/{key}/as-of", item + "/as-of?at=" + first);
            assertThat(ItemJson.read(asOf.path("image"))).isEqualTo(Item.of(list));
            String page =
                    Address.of("/audit").part("lists").part("a/b%2F<script>").toString();
            assertThat(HttpCall.get(port, page)
                            .with("Accept", "text/html")
                            .send()
                            .body())
                    .contains("REMOVE", "MODIFY", "INSERT", "&lt;script&gt;")
                    .doesNotContain("<script>\"");
        }
    }

    /** But for empty maps, which the streams of DynamoDB Local lose. */
    private static Map<String, AttributeValue> everyType() {
        Map<String, AttributeValue> all = new LinkedHashMap<>(EveryType.attributes());
        all.keySet().removeAll(Set.of("empty_map", "list", "map", "nested"));
        all.put("whole", AttributeValue.fromM(Map.copyOf(all)));
        return all;
    }

    private static JsonNode search(int port, String query) {
        return api(port, "GET /api/audit", "/api/audit" + query);
    }

    private static JsonNode api(int port, String operation, String path) {
        HttpCall.Answer answer = HttpCall.get(port, path).send();
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return ApiDescription.valid(operation, answer);
    }

    private void put(String table, Map<String, AttributeValue> item) {
        client.putItem(request -> request.tableName(table).item(item));
    }

    private Config config() {
        Loaded loaded = new AfterimageProgram().configs(Map.of()).embedded(dynamo.endpoint());
        return ((Loaded.Valid) loaded).config();
    }
}
