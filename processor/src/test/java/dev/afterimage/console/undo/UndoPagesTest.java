package dev.afterimage.console.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.audit.AuditSamples;
import dev.afterimage.audit.UndoNote;
import dev.afterimage.console.ApiDescription;
import dev.afterimage.console.Console;
import dev.afterimage.console.ConsoleFixture;
import dev.afterimage.console.ConsoleSettings;
import dev.afterimage.console.audit.AuditParts;
import dev.afterimage.console.web.HttpCall;
import dev.afterimage.console.web.Token;
import dev.afterimage.console.web.Tokens;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.undo.UndoWorld;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UndoPagesTest {
    private static final InstantSource CLOCK = InstantSource.fixed(AuditSamples.at(100));
    private static final Map<TableName, KeySchema> KEYS =
            Map.of(UndoWorld.ITEMS, KeySchema.of(KeyAttribute.string("list_id"), KeyAttribute.string("datetime")));
    private static final Optional<Item> MILK = UndoWorld.text("L1", "milk");
    private static final Optional<Item> BREAD = UndoWorld.text("L1", "bread");
    private static final String ITEM = "/undo/items/items/L1%2FD1";
    private static final String API = "/api/undo/items/items/L1%2FD1";
    private static final String OF_ITEM = "/api/undo/items/{table}/{key}";
    private static final String JOBS = "/api/undo/jobs";
    private static final String TO_MILK = "to=" + AuditSamples.at(15);
    private static final String ALL = "table=items&from=1h&" + TO_MILK;

    private final UndoWorld world = new UndoWorld();
    private final Console console = start(true);
    private final int port = console.address().getPort();

    @BeforeEach
    void milk_and_then_bread() {
        world.change(10, "L1", Optional.empty(), MILK);
        world.change(20, "L1", MILK, BREAD);
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void an_items_pages_lead_to_what_putting_it_back_would_do() {
        assertThat(page("/audit/items/L1%2FD1"))
                .contains("Put back to this…", "/undo/items/items/datetime=D1&amp;list_id=L1?to=10\"")
                .contains("/undo/items/items/datetime=D1&amp;list_id=L1?to=before%3A10\"");
        assertThat(page("/as-of/items/L1%2FD1?at=" + padded(10))).contains("Put back to this…");
        assertThat(page("/as-of/items/L1%2FD1")).doesNotContain("Put back");
        assertThat(page("/audit?table=items&from=1h")).contains("href=\"/undo?table=items&amp;from=1h\"");

        assertThat(page(ITEM + "?to=85s"))
                .contains(
                        "after change #" + padded(10),
                        "<del>\"bread\"</del> → <ins>\"milk\"</ins>",
                        "1 write units of the table",
                        "value=\"" + AuditSamples.at(15) + "\"",
                        "read units in",
                        "id=\"look-only\"")
                .doesNotContain("id=\"put-back\"");
        assertThat(page(ITEM + "?to=20")).contains("there is nothing to put back");
        assertThat(page(ITEM + "?to=before:10")).contains("it would be deleted");
        assertThat(page(ITEM + "?to=" + AuditSamples.at(1))).contains("It cannot be put back: the audit log begins");
    }

    @Test
    void an_operator_puts_back_what_was_shown() {
        String session = logIn();
        String form = html(ITEM + "?" + TO_MILK, session).send().body();

        HttpCall.Answer answer = HttpCall.post(port, ITEM, fields(form) + "&reason=a+bad+deploy")
                .with("Cookie", session)
                .with("Accept", "text/html")
                .with("Sec-Fetch-Site", "same-origin")
                .send();

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("It was put back", "/audit/items/datetime=D1&amp;list_id=L1");
        assertThat(world.now("L1")).isEqualTo(MILK);
        assertThat(world.notes()).singleElement().satisfies(note -> {
            assertThat(note.operator()).isEqualTo("Ada");
            assertThat(note.reason()).contains("a bad deploy");
        });
    }

    @Test
    void nothing_is_put_back_for_another_page_or_without_the_token() {
        String session = logIn();
        String form = fields(html(ITEM + "?" + TO_MILK, session).send().body());

        assertThat(HttpCall.post(port, ITEM, form.replaceAll("csrf=[^&]*", "csrf=x"))
                        .with("Cookie", session)
                        .send()
                        .status())
                .isEqualTo(403);
        assertThat(HttpCall.post(port, ITEM, form)
                        .with("Cookie", session)
                        .with("Origin", "https://evil.example")
                        .send()
                        .status())
                .isEqualTo(403);
        assertThat(HttpCall.post(port, ITEM, form).send().status()).isEqualTo(401);
        for (String path : List.of("/undo", "/undo/jobs/x/run", JOBS, JOBS + "/x/stop", API)) {
            assertThat(HttpCall.post(port, path, ALL).send().status()).as(path).isEqualTo(401);
        }
        assertThat(world.now("L1")).isEqualTo(BREAD);
        assertThat(world.notes()).isEmpty();
    }

    @Test
    void what_has_changed_since_the_page_was_made_is_left_alone() {
        String session = logIn();
        String form = fields(html(ITEM + "?" + TO_MILK, session).send().body());
        world.now("L1", UndoWorld.text("L1", "cheese"));

        HttpCall.Answer answer = HttpCall.post(port, ITEM, form)
                .with("Cookie", session)
                .with("Accept", "text/html")
                .send();

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("It was not put back: it has changed", "Look again");
        assertThat(world.now("L1")).isEqualTo(UndoWorld.text("L1", "cheese"));
    }

    @Test
    void programs_do_the_same_as_it_is_described() {
        JsonNode preview = valid("GET " + OF_ITEM, get(API + "?" + TO_MILK), 200);
        assertThat(preview.path("state").asText()).isEqualTo("ready");
        assertThat(preview.at("/differences/0/path").asText()).isEqualTo("description");
        String form = TO_MILK + "&seen=" + preview.path("seen").asText();

        JsonNode end = valid("POST " + OF_ITEM, post(API, form), 200);
        assertThat(end.path("outcome").asText()).isEqualTo("done");
        assertThat(world.now("L1")).isEqualTo(MILK);
        assertThat(valid("POST " + OF_ITEM, post(API, form), 200)
                        .path("outcome")
                        .asText())
                .isEqualTo("same");
        world.now("L1", UndoWorld.text("L1", "cheese"));
        assertThat(valid("POST " + OF_ITEM, post(API, form), 409).path("title").asText())
                .isEqualTo("Conflict");
        valid("GET " + OF_ITEM, get(API + "?to=" + padded(20)), 200);
        assertThat(valid("GET " + OF_ITEM, get(API + "?to=" + AuditSamples.at(1)), 200)
                        .path("state")
                        .asText())
                .isEqualTo("impossible");
    }

    @Test
    void what_makes_no_sense_is_a_problem() {
        for (String query : List.of("", "?to=soon", "?to=now")) {
            valid("GET " + OF_ITEM, get(API + query), 400);
        }
        valid("GET " + OF_ITEM, get("/api/undo/items/others/x?" + TO_MILK), 400);
        valid("POST " + OF_ITEM, post(API, TO_MILK), 400);
        valid("POST " + OF_ITEM, post(API, TO_MILK + "&seen=x&reason=" + "x".repeat(1_001)), 400);
        valid(
                "POST " + OF_ITEM,
                HttpCall.post(port, API, TO_MILK + "&seen=x")
                        .with("Authorization", "Bearer c")
                        .send(),
                400);
        for (String form : List.of("table=items", "table=items&to=10", "table=others&" + TO_MILK, TO_MILK)) {
            valid("POST " + JOBS, post(JOBS, form), 400);
        }
        valid("GET /api/undo/jobs/{id}", get(JOBS + "/x"), 404);
        valid("POST /api/undo/jobs/{id}/run", post(JOBS + "/x/run", ""), 404);
        valid("POST /api/undo/jobs/{id}/stop", post(JOBS + "/x/stop", ""), 404);
        valid("GET /api/undo/jobs/{id}/items", get(JOBS + "/x/items"), 404);
        assertThat(world.notes()).isEmpty();
    }

    @Test
    void where_the_configuration_does_not_allow_it_everything_says_so_and_nothing_leads_there() {
        try (Console off = start(false)) {
            int other = off.address().getPort();
            for (String path : List.of(API + "?" + TO_MILK, JOBS, JOBS + "/x", JOBS + "/x/items", "/undo", ITEM)) {
                assertThat(HttpCall.get(other, path).send())
                        .returns(403, HttpCall.Answer::status)
                        .satisfies(answer -> assertThat(answer.body()).contains("undo.allow: true"));
            }
            for (String path : List.of(API, JOBS, JOBS + "/x/run", JOBS + "/x/stop", "/undo", ITEM)) {
                assertThat(HttpCall.post(other, path, ALL)
                                .with("Authorization", "Bearer c")
                                .with("Afterimage-Operator", "Ada")
                                .send()
                                .status())
                        .as(path)
                        .isEqualTo(403);
            }
            assertThat(HttpCall.get(other, "/audit/items/L1%2FD1")
                            .with("Accept", "text/html")
                            .send()
                            .body())
                    .contains("Compare with now")
                    .doesNotContain("Put back");
        }
    }

    @Test
    void all_that_a_search_finds_is_looked_at_first_and_then_put_back() {
        more_lists();

        String id = valid("POST " + JOBS, post(JOBS, ALL), 202).path("id").asText();
        JsonNode surveyed = awaited(id, "surveyed");
        assertThat(surveyed.path("survey").path("ready").asInt()).isEqualTo(2);
        assertThat(surveyed.path("survey").path("impossible").asInt()).isEqualTo(1);
        assertThat(valid("GET /api/undo/jobs/{id}/items", get(JOBS + "/" + id + "/items"), 200)
                        .path("items")
                        .findValuesAsText("item"))
                .containsExactly("items/datetime=D1&list_id=L2", "items/datetime=D1&list_id=L1");
        assertThat(page("/undo/jobs/" + id))
                .contains(
                        "2 items would be put back",
                        "about 2 write units",
                        "1 are what they were, 1 cannot be put back",
                        "items/datetime=D1&amp;list_id=L3</code>: the audit log begins",
                        "/undo/items/items/datetime=D1&amp;list_id=L2?to=")
                .doesNotContain("every 1s");
        assertThat(world.notes()).isEmpty();
        world.now("L2", UndoWorld.text("L2", "mine now"));

        valid("POST /api/undo/jobs/{id}/run", post(JOBS + "/" + id + "/run", "reason=a+bad+import"), 202);
        JsonNode ended = awaited(id, "ended");

        assertThat(ended.path("operator").asText()).isEqualTo("Ada");
        assertThat(ended.at("/undo/done").asInt()).isEqualTo(1);
        assertThat(ended.at("/undo/changed").asInt()).isEqualTo(1);
        assertThat(world.now("L1")).isEqualTo(MILK);
        assertThat(world.now("L2")).isEqualTo(UndoWorld.text("L2", "mine now"));
        assertThat(world.notes()).extracting(UndoNote::operator).containsExactly("Ada");
        assertThat(page("/undo/jobs/" + id)).contains("1 put back", "1 had changed", "a bad import", "left alone");
        assertThat(page("/undo")).contains("changes of items", ">ended</a>");
        assertThat(valid("GET " + JOBS, get(JOBS), 200).path("jobs")).hasSize(1);
        valid("POST /api/undo/jobs/{id}/run", post(JOBS + "/" + id + "/run", ""), 409);
        valid("GET /api/undo/jobs/{id}/items", get(JOBS + "/" + id + "/items"), 409);
    }

    @Test
    void one_job_is_at_work_at_a_time_shows_how_far_it_is_and_ends_when_it_is_told_to() throws InterruptedException {
        more_lists();
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        world.items.next(putBack -> {
            reached.countDown();
            await().until(() -> released.getCount() == 0);
            return world.items.write(putBack);
        });
        String id = surveyed();
        post(JOBS + "/" + id + "/run", "");
        reached.await();

        assertThat(valid("GET /api/undo/jobs/{id}", get(JOBS + "/" + id), 200)
                        .path("state")
                        .asText())
                .isEqualTo("running");
        assertThat(page("/undo/jobs/" + id)).contains("every 1s", "0 of 2", "value=\"0\"");
        assertThat(html("/undo/jobs/" + id + "/state", "").send().body())
                .contains("hx-get=\"/undo/jobs/" + id + "/state\"")
                .doesNotContain("<h1>");
        assertThat(valid("POST " + JOBS, post(JOBS, ALL), 409).path("detail").asText())
                .contains("at work already");
        valid("POST /api/undo/jobs/{id}/stop", post(JOBS + "/" + id + "/stop", ""), 202);
        released.countDown();

        JsonNode ended = awaited(id, "ended");
        assertThat(ended.at("/undo/done").asInt()).isEqualTo(1);
        assertThat(page("/undo/jobs/" + id)).contains("It ended before 1 others");
        assertThat(world.now("L1")).isEqualTo(BREAD);
        assertThat(surveyed()).isNotEqualTo(id);
    }

    @Test
    void a_job_that_fails_tells_what_it_has_done_by_then() {
        more_lists();
        world.items.next(world.items::write);
        world.items.next(putBack -> {
            throw new IllegalStateException("the network is down");
        });
        String id = surveyed();

        post(JOBS + "/" + id + "/run", "");
        JsonNode failed = awaited(id, "failed");

        assertThat(failed.path("failure").asText()).isEqualTo("explained: the network is down");
        assertThat(failed.at("/undo/done").asInt()).isEqualTo(1);
        assertThat(page("/undo/jobs/" + id)).contains("It failed: explained", "It ended before 1 others");
    }

    @Test
    void an_operator_does_it_on_pages() {
        String session = logIn();
        String form = html("/undo?table=items&from=1h", session).send().body();
        assertThat(form).contains("value=\"items\" checked", "value=\"1h\"");
        String csrf = fields(form).replaceAll("(csrf=[^&]*).*", "$1");

        String job = redirected("/undo", csrf + "&" + ALL, session);
        await().until(() -> html(job, session).send().body().contains("id=\"put-back\""));
        assertThat(redirected(job + "/run", csrf, session)).isEqualTo(job);
        await().until(() -> html(job, session).send().body().contains("1 put back"));
        assertThat(world.now("L1")).isEqualTo(MILK);
        assertThat(redirected(job + "/stop", csrf, session)).isEqualTo(job);
    }

    @Test
    void whatever_names_and_values_hold_stays_text() {
        String evil = "<script>alert(1)</script>";
        world.change(30, evil, Optional.empty(), UndoWorld.text(evil, evil));
        world.change(40, evil, UndoWorld.text(evil, evil), Optional.empty());

        String id = surveyed("table=items&from=1h&to=" + AuditSamples.at(35));

        assertThat(page("/undo/jobs/" + id)).contains("&lt;script&gt;").doesNotContain("<script>alert");
        assertThat(page("/undo/items/items/%3Cscript%3Ealert(1)%3C%2Fscript%3E%2FD1?to=30"))
                .contains("&lt;script&gt;")
                .doesNotContain("<script>alert");
    }

    private Console start(boolean allowed) {
        AuditParts audit = new AuditParts(
                world.log, table -> Optional.ofNullable(KEYS.get(table)), List.of(UndoWorld.ITEMS), allowed);
        return Console.start(
                new ConsoleSettings("127.0.0.1", 0, false, new Tokens(Optional.empty(), Optional.of(new Token("c")))),
                ConsoleFixture.parts(audit, new UndoParts(allowed, world.planner, world::undoer), CLOCK));
    }

    /** One that can be put back, one of which the log begins later, one that is as it was. */
    private void more_lists() {
        world.change(11, "L2", Optional.empty(), UndoWorld.text("L2", "tea"));
        world.change(21, "L2", UndoWorld.text("L2", "tea"), UndoWorld.text("L2", "coffee"));
        world.change(16, "L3", UndoWorld.text("L3", "old"), UndoWorld.text("L3", "new"));
        world.change(12, "L5", Optional.empty(), UndoWorld.text("L5", "salt"));
    }

    private String surveyed() {
        return surveyed(ALL);
    }

    private String surveyed(String form) {
        String id = valid("POST " + JOBS, post(JOBS, form), 202).path("id").asText();
        awaited(id, "surveyed");
        return id;
    }

    private JsonNode awaited(String id, String state) {
        return await().until(
                        () -> valid("GET /api/undo/jobs/{id}", get(JOBS + "/" + id), 200),
                        job -> job.path("state").asText().equals(state));
    }

    private JsonNode valid(String operation, HttpCall.Answer answer, int status) {
        assertThat(answer.status()).as(operation + ": " + answer.body()).isEqualTo(status);
        return ApiDescription.valid(operation, answer);
    }

    private HttpCall.Answer get(String path) {
        return HttpCall.get(port, path).send();
    }

    private HttpCall.Answer post(String path, String form) {
        world.clock.advance(Duration.ofMillis(1));
        return HttpCall.post(port, path, form)
                .with("Authorization", "Bearer c")
                .with("Afterimage-Operator", "Ada")
                .send();
    }

    private String page(String path) {
        HttpCall.Answer answer = html(path, "").send();
        assertThat(answer.status()).as(path + ": " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpCall html(String path, String session) {
        return HttpCall.get(port, path).with("Accept", "text/html").with("Cookie", session);
    }

    private String logIn() {
        return HttpCall.post(port, "/login", "token=c&operator=Ada")
                .send()
                .header("Set-Cookie")
                .orElseThrow()
                .replaceAll(";.*", "");
    }

    private String redirected(String path, String form, String session) {
        HttpCall.Answer answer =
                HttpCall.post(port, path, form).with("Cookie", session).send();
        assertThat(answer.status()).as(answer.body()).isEqualTo(303);
        return answer.header("Location").orElseThrow().replaceAll("^https?://[^/]*", "");
    }

    /** What the page's form sends along by itself. */
    private static String fields(String page) {
        Matcher hidden = Pattern.compile("type=\"hidden\" name=\"([a-z]+)\" value=\"([^\"]*)\"")
                .matcher(page);
        StringBuilder form = new StringBuilder();
        while (hidden.find()) {
            form.append(form.isEmpty() ? "" : "&")
                    .append(hidden.group(1))
                    .append('=')
                    .append(hidden.group(2));
        }
        return form.toString();
    }

    private static String padded(long sequence) {
        return AuditSamples.id(sequence, "L1").sequence().digits();
    }
}
