package dev.afterimage.console.version;

import static dev.afterimage.commit.TestChanges.inserted;
import static dev.afterimage.commit.TestChanges.modified;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.console.Console;
import dev.afterimage.console.ConsoleFixture;
import dev.afterimage.console.ConsoleSettings;
import dev.afterimage.console.web.HttpCall;
import dev.afterimage.console.web.Token;
import dev.afterimage.console.web.Tokens;
import dev.afterimage.history.InMemoryAuditSearch;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.rebuild.VersionWorld;
import dev.afterimage.version.VersionState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VersionPagesTest {
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
    private static final ProjectionName NAME = new ProjectionName("seen_things");
    private static final String SECOND = "/projections/seen_things/2/";
    private static final String EXTENT = "segments=3&threads=2";
    private static final String EVIL = "<script>alert(1)</script>";

    private final VersionWorld world = new VersionWorld(NOW);
    private final InMemoryAuditSearch log = new InMemoryAuditSearch();
    private final Console console = start(true);
    private final int port = console.address().getPort();
    private final String session = logIn();

    private Console start(boolean links) {
        InstantSource clock = InstantSource.fixed(NOW);
        return Console.start(
                new ConsoleSettings("127.0.0.1", 0, false, new Tokens(Optional.empty(), Optional.of(new Token("c")))),
                ConsoleFixture.parts(ConsoleFixture.versions(world, log, links), clock));
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void shows_every_version_and_offers_what_its_state_allows() {
        assertThat(page("/projections"))
                .contains("readers read it", "the first change", "not built", "seen_things_v2")
                .contains("seen_things/1/pause\"", SECOND + "rebuild\"")
                .doesNotContain("seen_things/1/drop\"", SECOND + "switch\"", SECOND + "compare\"");
    }

    @Test
    void a_version_is_built_switched_to_and_left_again() {
        world.apply(inserted(1, "a", "one"), inserted(2, "b", "two"));
        assertThat(page(SECOND + "rebuild")).contains("until it is live", "name=\"segments\"", "id=\"decide\"");

        done("rebuild", EXTENT, "It is done. 2 items built here.");
        assertThat(state(2)).containsInstanceOf(VersionState.Live.class);
        assertThat(page(SECOND + "switch")).contains("Readers read version 1 now, and would read version 2");
        assertThat(decide(SECOND + "switch", "").status()).isEqualTo(303);
        assertThat(world.versions().of(NAME).orElseThrow().current()).isEqualTo(2);
        assertThat(page("/projections")).contains("retired", "kept until", "2026-07-08T12:00:00Z");

        assertThat(page(SECOND + "rollback")).contains("would read version 1");
        assertThat(decide(SECOND + "rollback", "").status()).isEqualTo(303);
        assertThat(world.versions().of(NAME).orElseThrow().current()).isEqualTo(1);
    }

    @Test
    void a_version_is_paused_resumed_and_dropped() {
        done("rebuild", EXTENT, "It is done");

        done("pause", "", "It is done");
        assertThat(state(2)).containsInstanceOf(VersionState.Paused.class);
        assertThat(page("/projections")).contains(SECOND + "resume\"").doesNotContain(SECOND + "pause\"");
        done("resume", "", "It is done");
        assertThat(page(SECOND + "drop")).contains("All its rows are deleted", "class=\"danger\"");
        done("drop", "", "It is done");
        assertThat(state(2)).containsInstanceOf(VersionState.Dropped.class);
    }

    @Test
    void a_version_that_is_kept_is_dropped_only_where_somebody_says_so_twice() {
        done("rebuild", EXTENT, "It is done");
        world.versions().switchTo(NAME, 2);
        String drop = "/projections/seen_things/1/drop";
        assertThat(page(drop)).contains("name=\"now\"", "for a way back");

        decide(drop, "");
        await().untilAsserted(
                        () -> assertThat(page("/projections/job")).contains("It was refused", "it is kept until"));
        decide(drop, "now=true");
        await().untilAsserted(() -> assertThat(page("/projections/job")).contains("It is done"));
        assertThat(state(1)).containsInstanceOf(VersionState.Dropped.class);
    }

    @Test
    void items_that_cannot_be_built_are_listed_with_their_reasons() {
        world.sturdy();
        world.apply(inserted(1, "a", "fail"));

        done("rebuild", EXTENT, "1 items cannot be built");
        assertThat(page("/projections/job")).contains("things#id=a", "cannot make sense of it");
        assertThat(page("/projections")).contains("<progress max=\"3\" value=\"3\"", "3 of 3 segments");
        world.mend();
        done("rebuild", EXTENT, "It is done");
    }

    @Test
    void differences_are_listed_with_the_changes_that_led_there() {
        differing("a");
        assertThat(page(SECOND + "compare"))
                .contains("<option value=\"1\">", "projections compare seen_things --versions 2");

        done("compare", "with=1&sample=100&ignore=times", "3 rows compared, 1 different");

        assertThat(page("/projections/job"))
                .contains(
                        "seen_things/id=a",
                        "seen_things_v2/id=a",
                        "differs in last",
                        "href=\"/rows/seen_things_v2/id=a\"")
                .containsSubsequence("MODIFY", "INSERT")
                .contains("href=\"/audit/things/id=a?cursor=")
                .doesNotContain("id=\"no-links\"");
    }

    @Test
    void without_links_it_says_so_and_leads_to_the_rows_all_the_same() {
        differing("a");
        try (Console other = start(false)) {
            int there = other.address().getPort();
            HttpCall.post(there, SECOND + "compare", "with=1&sample=100")
                    .with("Authorization", "Bearer c")
                    .with("Afterimage-Operator", "Ada")
                    .send();
            await().untilAsserted(() -> assertThat(HttpCall.get(there, "/projections/job")
                            .with("Accept", "text/html")
                            .send()
                            .body())
                    .contains("id=\"no-links\"", "href=\"/rows/seen_things/id=a\"", "1 different"));
        }
    }

    @Test
    void whatever_keys_and_values_hold_stays_text() {
        differing(EVIL);
        done("compare", "with=1&sample=100", "1 different");

        assertThat(page("/projections/job")).contains("&lt;script&gt;").doesNotContain("<script>alert");
    }

    @Test
    void what_cannot_be_decided_now_is_refused() {
        assertThat(page(SECOND + "switch")).contains("cannot be decided now").doesNotContain("id=\"decide\"");
        assertThat(decide(SECOND + "switch", "").status()).isEqualTo(409);
        assertThat(decide("/projections/seen_things/1/rollback", "").status()).isEqualTo(409);
        assertThat(decide(SECOND + "rebuild", "segments=0&threads=1").status()).isEqualTo(400);
        assertThat(decide(SECOND + "compare", "with=7&sample=1").status()).isEqualTo(400);
        assertThat(decide(SECOND + "forget", "").status()).isEqualTo(404);
        assertThat(decide("/projections/seen_things/7/drop", "").status()).isEqualTo(404);
        assertThat(get("/projections/job", session).status()).isEqualTo(404);
    }

    @Test
    void who_may_only_look_sees_no_buttons_and_decides_nothing() {
        assertThat(get("/projections", "").body()).contains("id=\"may-not\"").doesNotContain(SECOND);
        assertThat(get(SECOND + "rebuild", "").body())
                .contains("id=\"look-only\"")
                .doesNotContain("id=\"decide\"");
        for (String path : List.of(SECOND + "rebuild", SECOND + "drop", SECOND + "switch", "/projections/job/stop")) {
            assertThat(HttpCall.post(port, path, EXTENT).send().status())
                    .as(path)
                    .isEqualTo(401);
            assertThat(HttpCall.post(port, path, EXTENT + "&csrf=x")
                            .with("Cookie", session)
                            .send()
                            .status())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(state(2)).isEmpty();
    }

    /** A thing that was changed twice, and whose row of the second version is not what it should be. */
    private void differing(String id) {
        world.apply(inserted(1, id, "one"), modified(2, id, "one", "two"));
        done("rebuild", EXTENT, "It is done");
        world.spoil(id);
        RowKey row = new RowKey(new TableName("seen_things"), ItemKey.of("id", id));
        log.add(
                new AuditEntry(inserted(1, id, "one"), NOW, Optional.empty(), List.of(row)),
                new AuditEntry(modified(2, id, "one", "two"), NOW, Optional.empty(), List.of(row)));
    }

    private void done(String decision, String form, String words) {
        assertThat(decide(SECOND + decision, form).status()).isEqualTo(303);
        await().untilAsserted(() -> assertThat(page("/projections/job")).contains(words));
    }

    private Optional<VersionState> state(int version) {
        return world.versions().of(NAME).flatMap(all -> all.state(version));
    }

    private HttpCall.Answer decide(String path, String form) {
        String csrf = page("/projections").replaceAll("(?s).*name=\"csrf\" content=\"([^\"]*)\".*", "$1");
        return HttpCall.post(port, path, form + "&csrf=" + csrf)
                .with("Cookie", session)
                .with("Sec-Fetch-Site", "same-origin")
                .send();
    }

    private String page(String path) {
        HttpCall.Answer answer = get(path, session);
        assertThat(answer.status()).as(path + ": " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpCall.Answer get(String path, String cookie) {
        return HttpCall.get(port, path)
                .with("Accept", "text/html")
                .with("Cookie", cookie)
                .send();
    }

    private String logIn() {
        return HttpCall.post(port, "/login", "token=c&operator=Ada")
                .send()
                .header("Set-Cookie")
                .orElseThrow()
                .replaceAll(";.*", "");
    }
}
