package dev.afterimage.console.parked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.console.ApiDescription;
import dev.afterimage.console.Console;
import dev.afterimage.console.ConsoleFixture;
import dev.afterimage.console.ConsoleSettings;
import dev.afterimage.console.audit.AuditParts;
import dev.afterimage.console.web.HttpCall;
import dev.afterimage.console.web.Token;
import dev.afterimage.console.web.Tokens;
import dev.afterimage.console.web.Visitor;
import dev.afterimage.history.InMemoryAuditSearch;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.pipeline.FakeParking;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.testing.EveryType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ParkedPagesTest {
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
    private static final TableName LISTS = new TableName("lists");
    private static final String ITEM = "/{projection}/{table}/{key}";
    private static final String L1 = "/parked/list_summary/lists/id=L1";
    private static final String L2 = "/parked/list_summary/lists/id=L2";

    private final FakeParking parked = new FakeParking(InstantSource.fixed(NOW));
    private final AuditParts audit = new AuditParts(
            new InMemoryAuditSearch(),
            table -> Optional.of(KeySchema.of(KeyAttribute.string("id"))).filter(_ -> table.equals(LISTS)),
            List.of(LISTS),
            false);
    private final Parking parking = ConsoleFixture.parking(parked, audit, InstantSource.fixed(NOW));
    private final Console console = Console.start(
            new ConsoleSettings("127.0.0.1", 0, false, new Tokens(Optional.empty(), Optional.of(new Token("change")))),
            ConsoleFixture.parts(audit, parking, InstantSource.fixed(NOW)));
    private final int port = console.address().getPort();
    private final Visitor visitor = new Visitor(port);

    @BeforeEach
    void a_list_with_two_changes_that_can_be_applied_and_one_with_a_change_that_cannot() {
        park(new Change.Inserted(id("L1", 1), ago(300), list("L1", "Cake")), "it failed");
        park(new Change.Modified(id("L1", 2), ago(200), list("L1", "Cake"), list("L1", "Pie")), "it waits");
        park(new Change.Inserted(id("L2", 3), ago(100), list("L2", "Bad")), "it failed, too");
    }

    @AfterEach
    void close() {
        console.close();
        parking.close();
    }

    @Test
    void shows_which_items_wait_the_longest_first_and_every_page_how_many() {
        String page = visitor.page("/parked");

        assertThat(page)
                .containsSubsequence("<strong>3</strong> changes of <strong>2</strong> items", L1, "it failed", L2)
                .contains("Parked <span class=\"count\">3</span></a>", "id=\"may-not\"");
        assertThat(visitor.page("/")).contains("<a href=\"/parked\">3 changes are parked</a>");
        assertThat(visitor.page("/parked?table=lists/L2")).contains(L2).doesNotContain(L1);
        assertThat(visitor.page("/parked?projection=other")).contains("Nothing of this is parked.");
        assertThat(visitor.page("/parked?table=guests")).contains("Nothing of this is parked.");
        assertThat(visitor.get("/parked?table=lists/").status()).isEqualTo(400);
        assertThat(visitor.get("/parked?cursor=%25").status()).isEqualTo(400);
        assertThat(visitor.get("/parked?limit=0").status()).isEqualTo(400);
    }

    @Test
    void goes_on_from_where_a_page_has_ended_with_or_without_a_script() {
        String next = Visitor.found("id=\"go-on\" href=\"([^\"]+)\"", visitor.page("/parked?limit=1&table=lists"))
                .replace("&amp;", "&");

        assertThat(visitor.page(next)).contains("<h1>", L2).doesNotContain(L1, "id=\"go-on\"");
        assertThat(visitor.html(next).with("HX-Request", "true").send().body())
                .contains(L2)
                .doesNotContain("<h1>", L1);
    }

    @Test
    void an_items_page_shows_its_changes_in_their_order_with_their_images_and_why_they_wait() {
        assertThat(visitor.page(L1))
                .containsSubsequence(
                        "<strong>2</strong> changes wait",
                        "href=\"/audit/lists/id=L1\"",
                        "id=\"change-1\"",
                        "INSERT",
                        "it failed",
                        "<ins>\"Cake\"</ins>",
                        "The whole item after it",
                        "id=\"change-2\"",
                        "it waits",
                        "<del>\"Cake\"</del> → <ins>\"Pie\"</ins>",
                        "The whole item before it");
        assertThat(visitor.page("/parked/other/lists/L1")).contains("Nothing of this item waits for other");
        assertThat(visitor.page(L1 + "?from=2")).contains("change-2\"").doesNotContain("change-1\"");
        assertThat(visitor.get(L1 + "?from=x").status()).isEqualTo(400);
    }

    @Test
    void a_dry_run_shows_what_would_be_written_and_writes_nothing() {
        assertThat(visitor.page(L1 + "?preview=true"))
                .contains("2 changes would be applied", "update titles/id=L1", "add 1 to changes", "\"Pie\"");
        assertThat(visitor.page(L2 + "?preview=true")).contains("0 changes would be applied", "It would be refused:");
        assertThat(parked.title("L1")).isEmpty();
        assertThat(parked.notes()).isEmpty();
    }

    @Test
    void redrives_an_item_and_notes_who_did() {
        String page = posted(L1, "action=redrive").body();

        assertThat(page).contains("2 changes applied.", "Nothing of this item waits");
        assertThat(parked.title("L1").flatMap(row -> row.string("title"))).contains("Pie");
        assertThat(parked.notes())
                .extracting(AuditNote::operator, AuditNote::action)
                .containsOnly(tuple(Optional.of("Ada"), AuditNote.Action.REDRIVEN));
        assertThat(posted(L1, "action=redrive").status()).isEqualTo(409);
    }

    @Test
    void what_is_refused_stays_and_counts_its_attempts_until_it_is_mended() {
        assertThat(posted(L2, "action=redrive").body())
                .contains("0 changes applied.", "change #3 was refused", "tried in vain once");
        parked.mend();
        assertThat(posted(L2, "action=redrive").body()).contains("1 change applied.");
    }

    @Test
    void gives_up_what_is_named_for_a_reason() {
        assertThat(posted(L1, "action=discard&changes=1").status()).isEqualTo(400);
        assertThat(posted(L1, "action=discard&changes=1&reason=+").status()).isEqualTo(400);
        assertThat(posted(L1, "action=discard&reason=x").status()).isEqualTo(400);
        assertThat(posted(L1, "action=discard&reason=x&changes=1-x").status()).isEqualTo(400);
        assertThat(posted(L1, "reason=x&changes=1").status()).isEqualTo(400);
        assertThat(parked.notes()).isEmpty();

        assertThat(posted(L1, "action=discard&changes=1&reason=a+test").body())
                .contains("1 change discarded.", "change-2\"")
                .doesNotContain("id=\"change-1\"");

        assertThat(parked.notes())
                .singleElement()
                .returns(Optional.of("a test"), AuditNote::reason)
                .returns(Optional.of("Ada"), AuditNote::operator);
        assertThat(posted(L1, "action=discard&changes=0-2&reason=all").body()).contains("1 change discarded.");
        assertThat(parked.title("L1")).isEmpty();
    }

    @Test
    void something_damaged_is_shown_and_can_be_given_up() {
        parked.damage("L1");

        assertThat(visitor.page(L1)).contains("Change #1 is damaged");
        assertThat(visitor.page(L1 + "?preview=true")).contains("It would be refused: it is damaged");
        assertThat(posted(L1, "action=redrive").body()).contains("change #1 is damaged");
        assertThat(posted(L1, "action=discard&changes=0-2&reason=broken").body())
                .contains("2 changes discarded.");
    }

    @Test
    void only_who_has_the_change_token_and_comes_from_a_page_of_this_console_decides() {
        for (String path :
                List.of(L1, "/parked/job", "/parked/job/stop", "/api" + L1 + "/redrive", "/api/parked/job")) {
            HttpCall call = HttpCall.post(port, path, "action=redrive").with("Afterimage-Operator", "Ada");
            assertThat(call.send().status()).as(path).isEqualTo(401);
            assertThat(call.with("Authorization", "Bearer change")
                            .with("Origin", "https://evil.example")
                            .send()
                            .status())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(HttpCall.post(port, L1, "action=redrive")
                        .with("Authorization", "Bearer change")
                        .send()
                        .status())
                .isEqualTo(400);
        assertThat(parked.notes()).isEmpty();
    }

    @Test
    void a_person_with_a_session_has_to_send_the_proof_that_the_page_has() {
        String cookie = HttpCall.post(port, "/login", "token=change&operator=Ada")
                .send()
                .header("Set-Cookie")
                .orElseThrow()
                .replaceAll(";.*", "");
        String page = visitor.html(L1).with("Cookie", cookie).send().body();
        String csrf = Visitor.found("name=\"csrf\" value=\"([^\"]+)\"", page);

        assertThat(page).contains("id=\"redrive-item\"", "all that wait by now").doesNotContain("id=\"may-not\"");
        assertThat(HttpCall.post(port, L1, "action=redrive")
                        .with("Cookie", cookie)
                        .send()
                        .status())
                .isEqualTo(403);
        assertThat(HttpCall.post(port, L1, "action=redrive&csrf=" + csrf)
                        .with("Cookie", cookie)
                        .with("Accept", "text/html")
                        .send()
                        .body())
                .contains("2 changes applied.");
    }

    @Test
    void a_job_decides_about_all_that_are_meant_one_after_the_other() {
        assertThat(visitor.get("/parked/job").status()).isEqualTo(404);

        HttpCall.Answer begun = posted("/parked/job", "action=redrive");

        assertThat(begun.status()).isEqualTo(303);
        assertThat(begun.header("Location").orElse("")).endsWith("/parked/job");
        await().until(() -> !parking.jobs().state().orElseThrow().running());
        assertThat(visitor.page("/parked/job"))
                .contains("<strong>done</strong>: 2 of 2 items, 2 changes applied, 1 item stays parked.", L2)
                .contains("change #3 was refused")
                .doesNotContain("hx-get");
        assertThat(visitor.page("/parked/job/state")).startsWith("<div id=\"job-state\"");
        assertThat(visitor.page("/parked")).contains("Ada's job to redrive parked changes is done");
    }

    @Test
    void who_gives_up_many_says_of_how_many_items() {
        assertThat(posted("/parked/job", "action=discard&reason=x").status()).isEqualTo(400);
        assertThat(posted("/parked/job", "action=discard&items=2").status()).isEqualTo(400);
        assertThat(posted("/parked/job", "action=discard&reason=x&items=1").status())
                .isEqualTo(409);
        assertThat(parking.jobs().state()).isEmpty();

        posted("/parked/job", "action=discard&reason=x&items=1&table=lists%2FL1");
        await().until(() -> !parking.jobs().state().orElseThrow().running());

        assertThat(visitor.page("/parked")).contains(L2).doesNotContain(L1);
        assertThat(parked.notes()).hasSize(2).allMatch(note -> note.reason().equals(Optional.of("x")));
    }

    @Test
    void the_same_as_json_is_as_it_is_described() {
        JsonNode first = api("GET /api/parked", "/api/parked?limit=1");
        assertThat(first.path("items").asInt()).isEqualTo(2);
        assertThat(first.path("parked").findValuesAsText("item")).containsExactly("lists/id=L1");
        assertThat(api(
                                "GET /api/parked",
                                "/api/parked?cursor=" + first.path("cursor").asText())
                        .path("parked")
                        .findValuesAsText("item"))
                .containsExactly("lists/id=L2");
        JsonNode changes = api("GET /api/parked" + ITEM + "/changes", "/api" + L1 + "/changes");
        assertThat(changes.at("/changes/1/new/title/S").asText()).isEqualTo("Pie");
        JsonNode preview = api("GET /api/parked" + ITEM + "/preview", "/api" + L1 + "/preview");
        assertThat(preview.at("/changes/1/writes/0/row").asText()).isEqualTo("titles/id=L1");
        assertThat(api("GET /api/parked" + ITEM + "/preview", "/api" + L2 + "/preview")
                        .at("/changes/0/refused")
                        .asText())
                .contains("no such title");

        JsonNode stuck = sent("POST /api/parked" + ITEM + "/redrive", "/api" + L2 + "/redrive", "", 200);
        assertThat(stuck.path("stuck").asText()).contains("was refused");
        JsonNode discarded = sent(
                "POST /api/parked" + ITEM + "/discard", "/api" + L1 + "/discard", "changes=1-2&reason=a+test", 200);
        assertThat(discarded.path("settled").asInt()).isEqualTo(2);
        sent("POST /api/parked/job", "/api/parked/job", "action=redrive&projection=list_summary", 202);
        await().until(() -> !parking.jobs().state().orElseThrow().running());
        JsonNode job = api("GET /api/parked/job", "/api/parked/job");
        assertThat(job.path("phase").asText()).isEqualTo("done");
        assertThat(job.path("stuck").findValuesAsText("item")).containsExactly("lists/id=L2");
        sent("POST /api/parked/job/stop", "/api/parked/job/stop", "", 202);
    }

    @Test
    void failures_are_problems_as_they_are_described() {
        failed("GET /api/parked", "/api/parked?table=a", 400);
        failed("GET /api/parked/job", "/api/parked/job", 404);
        failed("GET /api/parked" + ITEM + "/changes", "/api/parked/list_summary/lists/L9/changes", 404);
        failed("GET /api/parked" + ITEM + "/preview", "/api/parked/x/lists/L1/preview", 404);
        failed("GET /api/parked" + ITEM + "/changes", "/api/parked/%20/lists/L1/changes", 400);
        String redrive = "POST /api/parked" + ITEM + "/redrive";
        sent(redrive, "/api/parked/list_summary/lists/L9/redrive", "", 409);
        ApiDescription.valid(
                redrive, HttpCall.post(port, "/api" + L1 + "/redrive", "").send());
        sent("POST /api/parked" + ITEM + "/discard", "/api" + L1 + "/discard", "changes=1", 400);
        sent("POST /api/parked/job", "/api/parked/job", "action=dance", 400);
        sent("POST /api/parked/job/stop", "/api/parked/job/stop", "", 404);
    }

    @Test
    void whatever_names_and_values_hold_stays_text_and_whatever_keys_hold_leads_there() {
        String evil = "<script>alert(1)</script>";
        for (String key : List.of(evil, "a/b", "100%", "a%2Fb", "..", "x;y=z", "#?&=", "\"'", "a/changes", "\n")) {
            Map<String, AttributeValue> image = new HashMap<>(EveryType.attributes());
            image.put("id", AttributeValue.fromS(key));
            image.put(evil, AttributeValue.fromS(evil));
            ProjectionName projection = new ProjectionName("a/b " + evil);
            Change change = new Change.Inserted(id(key, 7), ago(1), Item.of(image));
            parked.park(projection, change, NOW, "it holds " + evil);

            String page = ParkedLinks.item(new ParkedItem(projection, LISTS, change.key()))
                    .toString();
            String list =
                    visitor.page("/parked?projection=" + URLEncoder.encode(projection.value(), StandardCharsets.UTF_8));
            assertThat(list).doesNotContain("<script>alert");
            assertThat(list.replace("&#39;", "'").replace("&amp;", "&")).contains("href=\"" + page + "\"");
            assertThat(visitor.page(page + "?preview=true"))
                    .contains("it holds &lt;script", "id=\"change-7\"", "no projection a/b &lt;script")
                    .doesNotContain("<script>alert");
            assertThat(api("GET /api/parked" + ITEM + "/changes", "/api" + page + "/changes")
                            .at("/changes/0/key/id/S")
                            .asText())
                    .isEqualTo(key);
        }
    }

    private JsonNode api(String operation, String path) {
        return valid(operation, HttpCall.get(port, path).send(), 200);
    }

    private void failed(String operation, String path, int status) {
        valid(operation, HttpCall.get(port, path).send(), status);
    }

    private JsonNode sent(String operation, String path, String form, int status) {
        return valid(
                operation,
                posting(path, form).with("Accept", "application/json").send(),
                status);
    }

    private static JsonNode valid(String operation, HttpCall.Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return ApiDescription.valid(operation, answer);
    }

    private HttpCall.Answer posted(String path, String form) {
        return posting(path, form).with("Accept", "text/html").send();
    }

    private HttpCall posting(String path, String form) {
        return HttpCall.post(port, path, form)
                .with("Authorization", "Bearer change")
                .with("Afterimage-Operator", "Ada");
    }

    private void park(Change change, String reason) {
        parked.park(FakeParking.PROJECTION, change, change.changedAt(), reason);
    }

    private static ChangeId id(String list, long sequence) {
        return new ChangeId(LISTS, ItemKey.of("id", list), SequenceNumber.of(Long.toString(sequence)));
    }

    private static Item list(String id, String title) {
        return Item.of(Map.of("id", AttributeValue.fromS(id), "title", AttributeValue.fromS(title)));
    }

    private static Instant ago(int seconds) {
        return NOW.minusSeconds(seconds);
    }
}
