package dev.afterimage.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.Expiry;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.console.ApiDescription;
import dev.afterimage.console.Console;
import dev.afterimage.console.ConsoleFixture;
import dev.afterimage.console.ConsoleSettings;
import dev.afterimage.console.web.HttpCall;
import dev.afterimage.console.web.Tokens;
import dev.afterimage.console.web.Visitor;
import dev.afterimage.history.InMemoryAuditSearch;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemJson;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.testing.EveryType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AuditPagesTest {
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
    private static final TableName LISTS = new TableName("lists");
    private static final TableName GUESTS = new TableName("guests");
    private static final Map<TableName, KeySchema> KEYS = Map.of(
            LISTS, KeySchema.of(KeyAttribute.string("id")),
            GUESTS, KeySchema.of(KeyAttribute.string("list_id"), KeyAttribute.string("user_id")));
    private static final Item CAKE = ItemJson.read("{\"id\":{\"S\":\"L1\"},\"title\":{\"S\":\"Cake\"}}");
    private static final Item PIE = ItemJson.read("{\"id\":{\"S\":\"L1\"},\"title\":{\"S\":\"Pie\"}}");

    private final InMemoryAuditSearch log = new InMemoryAuditSearch();
    private final Console console = Console.start(
            new ConsoleSettings("127.0.0.1", 0, false, new Tokens(Optional.empty(), Optional.empty())),
            ConsoleFixture.parts(
                    new AuditParts(log, table -> Optional.ofNullable(KEYS.get(table)), List.of(GUESTS, LISTS), false),
                    InstantSource.fixed(NOW)));
    private final int port = console.address().getPort();
    private final Visitor visitor = new Visitor(port);

    @BeforeEach
    void some_changes() {
        add(new Change.Inserted(id("L1", 1), ago(300), CAKE));
        add(new Change.Modified(id("L1", 2), ago(200), CAKE, PIE));
        add(new Change.Expired(id("L1", 3), ago(100), PIE, new Expiry(Expiry.Origin.SERVICE, Optional.of(ago(160)))));
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void searches_all_tables_over_the_last_day_and_shows_what_it_cost() {
        String page = visitor.page("/audit");

        assertThat(page)
                .containsSubsequence("EXPIRE", "MODIFY", "INSERT", "Searched back to", "1.0 read units in 1 request");
        assertThat(page)
                .contains("href=\"/audit/lists/id=L1?cursor=", "<option value=\"guests\">", "lists/id=L1")
                .doesNotContain("id=\"go-on\"");
    }

    @Test
    void goes_on_from_where_a_page_has_ended_with_or_without_a_script() {
        HttpCall.Answer first = visitor.get("/audit?table=lists&limit=2&from=1h");
        String next = Visitor.found("href=\"(/audit\\?[^\"]*cursor=[^\"]*)\"[^>]*hx-get", first.body())
                .replace("&amp;", "&");

        assertThat(visitor.page(next))
                .contains("<h1>", "INSERT", "value=\"1h\"")
                .doesNotContain("MODIFY</span>");
        assertThat(visitor.html(next).with("HX-Request", "true").send().body())
                .contains("INSERT", "<tr id=\"more\">")
                .doesNotContain("<h1>");
    }

    @Test
    void an_empty_search_says_what_to_do() {
        String page = visitor.page("/audit?table=guests");

        assertThat(page).contains("No changes here in this time", "/audit?table=guests&amp;from=30d");
    }

    @Test
    void what_is_typed_for_an_item_leads_to_its_history() {
        HttpCall.Answer answer = visitor.get("/audit?table=guests%2FL1%2FU%2F2&changed=x");

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location").orElse("")).endsWith("/audit/guests/list_id=L1&user_id=U%2F2?changed=x");
    }

    @Test
    void a_question_without_meaning_is_answered_on_the_page_where_it_was_asked() {
        HttpCall.Answer answer = visitor.get("/audit?table=lists&from=soon&actor=%22%3Cb%3E");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("id=\"problem\"", "'soon' is no time", "value=\"&#34;&lt;b>\"");
        assertThat(visitor.get("/audit?operation=UPSERT").body()).contains("is no operation", "LOAD");
        assertThat(visitor.get("/audit?limit=0").body()).contains("is no limit");
        assertThat(visitor.get("/audit?cursor=MQ").body()).contains("is no cursor");
        assertThat(visitor.get("/audit?from=1m&until=2m").body()).contains("cannot end");
    }

    @Test
    void an_items_history_shows_each_change_with_what_it_did_and_wrote() {
        log.add(new AuditNote(
                id("L1", 2),
                NOW,
                AuditNote.Action.REDRIVEN,
                new ProjectionName("list_summary"),
                Optional.of("Ada"),
                Optional.of("mended"),
                List.of()));

        String page = visitor.page("/audit/lists/L1");

        assertThat(page)
                .containsSubsequence(
                        "id=\"change-3\"",
                        "It lapsed: service",
                        "due <time",
                        "id=\"change-2\"",
                        "recorded",
                        "3m 20s later",
                        "<code>title</code>",
                        "<del>\"Cake\"</del> → <ins>\"Pie\"</ins>",
                        "/rows/list_summary/id=L1",
                        "redriven for list_summary by Ada",
                        "mended",
                        "id=\"change-1\"",
                        "Searched to the beginning");
        assertThat(visitor.page("/audit/lists/L1?operation=INSERT"))
                .contains("change-1")
                .doesNotContain("change-2\"");
        assertThat(visitor.page("/audit/lists/L9")).contains("no such changes of this item");
    }

    @Test
    void a_derived_row_leads_back_to_the_changes_that_wrote_it() {
        String page = visitor.page("/rows/list_summary/id=L1?limit=2");

        assertThat(page)
                .containsSubsequence("EXPIRE", "/audit/lists/id=L1?cursor=", "MODIFY", "#2", "id=\"go-on\"")
                .contains("Links are not kept now")
                .doesNotContain("INSERT");
        String next = Visitor.found("id=\"go-on\" href=\"([^\"]*)\"", page).replace("&amp;", "&");
        assertThat(visitor.html(next).with("HX-Request", "true").send().body())
                .contains("INSERT")
                .doesNotContain("<h1>", "EXPIRE");
        assertThat(visitor.page("/rows/list_summary/id=L9")).contains("Nothing is known that wrote this row");
        assertThat(visitor.get("/rows/list_summary/L1").status()).isEqualTo(400);

        String rows = "GET /api/audit/rows/{table}/{key}";
        JsonNode first = api(rows, "/api/audit/rows/list_summary/id=L1?limit=2");
        assertThat(first.path("changes").findValuesAsText("sequence")).containsExactly("3", "2");
        JsonNode rest = api(
                rows,
                "/api/audit/rows/list_summary/id=L1?cursor="
                        + first.path("cursor").asText());
        assertThat(rest.path("changes").findValuesAsText("operation")).containsExactly("INSERT");
        failed(rows, "/api/audit/rows/list_summary/L1", 400);
        failed(rows, "/api/audit/rows/list_summary/id=L1?cursor=MQ", 400);
    }

    @Test
    void a_link_to_a_change_begins_with_it() {
        String link = Visitor.found("href=\"(/audit/lists/id=L1[^\"]*#change-2)\"", visitor.page("/audit"));

        assertThat(visitor.page(link.replaceAll("#.*", "")))
                .contains("change-2\"", "change-1\"", "From the newest change on")
                .doesNotContain("change-3\"");
    }

    @Test
    void shows_what_an_item_was_and_compares() {
        assertThat(visitor.page("/as-of/lists/L1?at=1"))
                .contains("It was as follows since", "\">#1</a>", ", until", "\">#2</a>", "\"Cake\"", "value=\"1\"");
        assertThat(visitor.page("/as-of/lists/L1"))
                .contains("It did not exist since", "\">#3</a>")
                .doesNotContain("<table");
        assertThat(visitor.page("/compare/lists/L1?from=1&to=2")).contains("<del>\"Cake\"</del>", "<ins>\"Pie\"</ins>");
        assertThat(visitor.page("/compare/lists/L1?from=2&to=before:3")).contains("No difference");
        assertThat(visitor.get("/compare/lists/L1").status()).isEqualTo(400);
        assertThat(visitor.get("/as-of/lists/L1?at=soon").body()).contains("is no point in time");
    }

    @Test
    void the_same_as_json_is_as_it_is_described() {
        JsonNode search = api("GET /api/audit", "/api/audit?table=lists&limit=2&from=1h");
        assertThat(search.path("entries")).hasSize(2);
        assertThat(search.path("more").asBoolean()).isTrue();
        String rest =
                "/api/audit?table=lists&from=1h&cursor=" + search.path("cursor").asText();
        assertThat(api("GET /api/audit", rest).path("entries")).hasSize(1);

        JsonNode changes = api("GET /api/items/{table}/{key}/changes", "/api/items/lists/L1/changes");
        assertThat(changes.path("changes")
                        .path(1)
                        .path("differences")
                        .path(0)
                        .path("path")
                        .asText())
                .isEqualTo("title");
        assertThat(api("GET /api/items/{table}/{key}/changes/{sequence}", "/api/items/lists/L1/changes/2")
                        .at("/new/title/S")
                        .asText())
                .isEqualTo("Pie");
        assertThat(api("GET /api/items/{table}/{key}/as-of", "/api/items/lists/L1/as-of?at=4m")
                        .at("/image/title/S")
                        .asText())
                .isEqualTo("Cake");
        assertThat(api("GET /api/items/{table}/{key}/compare", "/api/items/lists/L1/compare?from=1&to=2")
                        .path("differences"))
                .hasSize(1);
        assertThat(HttpCall.get(port, "/api/openapi.yaml").send().body()).startsWith("# What the console answers");
    }

    @Test
    void failures_are_problems_as_they_are_described() {
        for (String path : List.of(
                "/api/items/lists/L1/changes?from=soon",
                "/api/items/guests/L1/changes",
                "/api/items/gone/L1/changes")) {
            assertThat(failed("GET /api/items/{table}/{key}/changes", path, 400)
                            .path("title")
                            .asText())
                    .isEqualTo("Bad request");
        }
        failed("GET /api/items/{table}/{key}/changes/{sequence}", "/api/items/lists/L1/changes/99", 404);
        failed("GET /api/items/{table}/{key}/changes/{sequence}", "/api/items/lists/L1/changes/x", 400);
        failed("GET /api/items/{table}/{key}/compare", "/api/items/lists/L1/compare", 400);
        failed("GET /api/audit", "/api/audit?cursor=%25%25", 400);
        assertThat(HttpCall.post(port, "/api/audit", "").send().status()).isEqualTo(405);
    }

    @Test
    void whatever_names_and_values_hold_stays_text_and_whatever_keys_hold_leads_there() {
        String evil = "<script>alert(1)</script>";
        for (String key : List.of(
                evil,
                "a/b",
                "100%",
                "a%2Fb",
                "..",
                "a b+c",
                "ü€\uD83C\uDF70",
                "x;y=z",
                "#?&=",
                "\"'",
                "a/changes",
                "\n")) {
            Item image = Item.of(Map.of(
                    "id",
                    AttributeValue.fromS(key),
                    evil,
                    AttributeValue.fromS(evil),
                    "a.b \"#[ü]",
                    AttributeValue.fromM(EveryType.attributes())));
            ChangeId id = new ChangeId(LISTS, ItemKey.of("id", key), SequenceNumber.of("7"));
            log.add(new AuditEntry(
                    new Change.Inserted(id, ago(5), image),
                    NOW,
                    Optional.of(evil),
                    List.of(new RowKey(new TableName("list_summary"), ItemKey.of("id", key)))));

            for (String path : List.of(
                    Links.item(LISTS, id.key()).toString(),
                    Links.of("/as-of", LISTS, id.key()).toString(),
                    Links.of("/compare", LISTS, id.key()) + "?from=before:7")) {
                assertThat(visitor.page(path))
                        .as(path)
                        .contains("&lt;script&gt;alert(1)")
                        .doesNotContain("<script>alert", "onerror");
            }
            String api = Links.of("/api/items", LISTS, id.key()).toString();
            JsonNode changes = api("GET /api/items/{table}/{key}/changes", api + "/changes");
            assertThat(changes.at("/changes/0/key/id/S").asText()).isEqualTo(key);
            assertThat(api("GET /api/items/{table}/{key}/as-of", api + "/as-of?at=7")
                            .at("/image/id/S")
                            .asText())
                    .isEqualTo(key);
            String typed = URLEncoder.encode("lists/" + key, StandardCharsets.UTF_8);
            if (!key.isBlank()) {
                assertThat(visitor.get("/audit?table=" + typed)
                                .header("Location")
                                .orElse(""))
                        .endsWith(Links.item(LISTS, id.key()).toString());
            }
        }
        assertThat(visitor.page("/audit")).contains("&lt;script&gt;").doesNotContain("<script>alert");
    }

    private JsonNode api(String operation, String path) {
        HttpCall.Answer answer = HttpCall.get(port, path).send();
        assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(200);
        return ApiDescription.valid(operation, answer);
    }

    private JsonNode failed(String operation, String path, int status) {
        HttpCall.Answer answer = HttpCall.get(port, path).send();
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return ApiDescription.valid(operation, answer);
    }

    private void add(Change change) {
        RowKey row = new RowKey(new TableName("list_summary"), change.key());
        log.add(new AuditEntry(change, NOW, Optional.of("U1"), List.of(row)));
    }

    private static ChangeId id(String list, long sequence) {
        return new ChangeId(LISTS, ItemKey.of("id", list), SequenceNumber.of(Long.toString(sequence)));
    }

    private static Instant ago(int seconds) {
        return NOW.minusSeconds(seconds);
    }
}
