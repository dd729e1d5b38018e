package dev.afterimage.console.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.audit.AuditSamples;
import dev.afterimage.backfill.Backfill;
import dev.afterimage.backfill.BackfillRows;
import dev.afterimage.backfill.BackfillState;
import dev.afterimage.backfill.InMemoryBackfills;
import dev.afterimage.backfill.ScanSettings;
import dev.afterimage.backfill.Segment;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.console.Console;
import dev.afterimage.console.ConsoleFixture;
import dev.afterimage.console.ConsoleSettings;
import dev.afterimage.console.web.HttpCall;
import dev.afterimage.console.web.Token;
import dev.afterimage.console.web.Tokens;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class BackfillPagesTest {
    private static final TableName LISTS = new TableName("lists");
    private static final Instant BEGAN = AuditSamples.at(0);
    private static final InstantSource CLOCK = InstantSource.fixed(AuditSamples.at(10));
    private static final String EVIL = "<script>alert(1)</script>";
    private static final String SETTINGS = "segments=2&units=50";

    private final InMemoryCommitter tables = new InMemoryCommitter(List.of(DerivedTable.of(BackfillRows.TABLE)));
    private final InMemoryBackfills backfills = new InMemoryBackfills(tables);
    private final Console console = Console.start(
            new ConsoleSettings("127.0.0.1", 0, false, new Tokens(Optional.empty(), Optional.of(new Token("c")))),
            ConsoleFixture.parts(ConsoleFixture.backfills(backfills, tables, List.of(LISTS), CLOCK), CLOCK));
    private final int port = console.address().getPort();

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void a_table_that_was_never_loaded_can_be_started() {
        String session = logIn();
        assertThat(page("/backfills", session)).contains("never backfilled", "/backfills/lists/start\"");
        assertThat(page("/backfills/lists/start", session))
                .contains("each", "name=\"segments\"", "name=\"units\"", "name=\"eventually\"", "id=\"decide\"");

        assertThat(decide("start", SETTINGS + "&eventually=true", session).status())
                .isEqualTo(303);

        await().until(() -> state().equals(Optional.of(BackfillState.SCANNING)));
        assertThat(backfills.of(LISTS).orElseThrow().settings()).isEqualTo(new ScanSettings(2, 50, false, false));
    }

    @Test
    void a_start_that_is_refused_says_why() {
        String session = logIn();
        scanning(2);

        assertThat(decide("start", SETTINGS, session).status()).isEqualTo(303);

        await().until(() -> page("/backfills", session).contains("The backfill of lists was not started: "));
        assertThat(page("/backfills", session)).contains("is scanning");
    }

    @Test
    void shows_how_far_it_is_who_reads_and_where() {
        read(scanning(2), "worker-1", EVIL, 50);

        assertThat(page("/backfills", ""))
                .contains("scanning", "value=\"25\"", "50 of about 200", "worker-1", "waits for a worker")
                .contains("&lt;script&gt;")
                .doesNotContain("<script>alert");
    }

    @Test
    void is_paused_resumed_and_cancelled_after_it_was_said_what_will_happen() {
        String session = logIn();
        scanning(1);
        assertThat(page("/backfills/lists/pause", session)).contains("No worker reads on");

        assertThat(decide("pause", "", session).status()).isEqualTo(303);
        assertThat(state()).contains(BackfillState.PAUSED);
        assertThat(page("/backfills", session)).contains("lists/resume\"").doesNotContain("lists/pause\"");
        assertThat(decide("resume", "", session).status()).isEqualTo(303);
        assertThat(state()).contains(BackfillState.SCANNING);
        assertThat(page("/backfills/lists/cancel", session)).contains("What is loaded stays");
        assertThat(decide("cancel", "", session).status()).isEqualTo(303);
        assertThat(backfills.of(LISTS))
                .hasValueSatisfying(last -> assertThat(last.cancelled()).isTrue());
    }

    @Test
    void what_cannot_be_decided_now_is_refused() {
        String session = logIn();

        assertThat(page("/backfills/lists/pause", session))
                .contains("cannot be decided now")
                .doesNotContain("id=\"decide\"");
        assertThat(decide("pause", "", session).status()).isEqualTo(409);
        assertThat(decide("start", "segments=0&units=1", session).status()).isEqualTo(400);
        assertThat(decide("start", "segments=x&units=1", session).status()).isEqualTo(400);
        assertThat(decide("forget", "", session).status()).isEqualTo(404);
        assertThat(HttpCall.get(port, "/backfills/others/start").send().status())
                .isEqualTo(404);
    }

    @Test
    void who_may_only_look_sees_no_buttons_and_decides_nothing() {
        scanning(1);

        assertThat(page("/backfills", "")).contains("id=\"may-not\"").doesNotContain("/backfills/lists/");
        assertThat(page("/backfills/lists/cancel", ""))
                .contains("id=\"look-only\"")
                .doesNotContain("id=\"decide\"");
        assertThat(HttpCall.post(port, "/backfills/lists/cancel", "").send().status())
                .isEqualTo(401);
        assertThat(state()).contains(BackfillState.SCANNING);
    }

    @Test
    void a_decision_of_another_page_is_none() {
        String session = logIn();
        scanning(1);

        HttpCall.Answer forged = HttpCall.post(port, "/backfills/lists/cancel", "csrf=x")
                .with("Cookie", session)
                .send();
        HttpCall.Answer foreign = HttpCall.post(port, "/backfills/lists/cancel", "csrf=" + csrf(session))
                .with("Cookie", session)
                .with("Origin", "https://evil.example")
                .send();

        assertThat(List.of(forged.status(), foreign.status())).containsOnly(403);
        assertThat(state()).contains(BackfillState.SCANNING);
    }

    private Backfill scanning(int segments) {
        Backfill opening = Backfill.open(LISTS, Optional.empty(), new ScanSettings(segments, 50, true, false), BEGAN);
        backfills.put(opening);
        for (int index = 0; index < segments; index++) {
            backfills.put(Segment.first(opening, index, Optional.empty()));
        }
        backfills.put(opening.scanning());
        return opening;
    }

    private void read(Backfill backfill, String worker, String upTo, int items) {
        Segment owned = Segment.first(backfill, 0, Optional.empty()).ownedBy(worker, CLOCK.instant());
        backfills.put(owned);
        ItemKey key = ItemKey.of(Map.of("id", AttributeValue.fromS(upTo)));
        backfills.put(owned.advanced(Optional.of(key), items, items, CLOCK.instant()));
    }

    private Optional<BackfillState> state() {
        return backfills.of(LISTS).map(Backfill::state);
    }

    private HttpCall.Answer decide(String decision, String form, String session) {
        return HttpCall.post(port, "/backfills/lists/" + decision, form + "&csrf=" + csrf(session))
                .with("Cookie", session)
                .with("Sec-Fetch-Site", "same-origin")
                .send();
    }

    private String csrf(String session) {
        return page("/backfills", session).replaceAll("(?s).*name=\"csrf\" content=\"([^\"]*)\".*", "$1");
    }

    private String page(String path, String session) {
        HttpCall.Answer answer = HttpCall.get(port, path)
                .with("Accept", "text/html")
                .with("Cookie", session)
                .send();
        assertThat(answer.status()).as(path + ": " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    private String logIn() {
        return HttpCall.post(port, "/login", "token=c&operator=Ada")
                .send()
                .header("Set-Cookie")
                .orElseThrow()
                .replaceAll(";.*", "");
    }
}
