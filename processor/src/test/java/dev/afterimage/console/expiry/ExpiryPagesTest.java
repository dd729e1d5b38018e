package dev.afterimage.console.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.change.Expiry;
import dev.afterimage.console.ApiDescription;
import dev.afterimage.console.Console;
import dev.afterimage.console.ConsoleFixture;
import dev.afterimage.console.ConsoleSettings;
import dev.afterimage.console.web.HttpCall;
import dev.afterimage.console.web.Token;
import dev.afterimage.console.web.Tokens;
import dev.afterimage.delivery.InMemorySinkStates;
import dev.afterimage.delivery.SinkName;
import dev.afterimage.delivery.SinkStateSamples;
import dev.afterimage.expiry.EventId;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.expiry.ExpirySamples;
import dev.afterimage.expiry.InMemoryExpirations;
import dev.afterimage.item.TableName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ExpiryPagesTest {
    private static final Instant NOW = ExpirySamples.DUE.plusSeconds(600);
    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final String FEED = "GET /api/expirations";
    private static final String SKIP = "/api/expirations/sinks/hook/events/";

    private final List<ExpiryEvent> events = new CopyOnWriteArrayList<>();
    private final InMemoryExpirations log = new InMemoryExpirations(events);
    private final InMemorySinkStates states = new InMemorySinkStates();
    private final Console console = Console.start(
            new ConsoleSettings("127.0.0.1", 0, false, new Tokens(Optional.empty(), Optional.of(new Token("change")))),
            ConsoleFixture.parts(
                    new ExpiryParts(
                            log,
                            log.feedUpTo(() -> NOW),
                            states,
                            Map.of(new SinkName("hook"), "webhook"),
                            List.of(new TableName("items"), new TableName("guests"))),
                    InstantSource.fixed(NOW)));
    private final int port = console.address().getPort();

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void the_page_shows_the_newest_first_with_lateness_and_where_their_history_is() {
        events.add(ExpirySamples.due(1, "L1", NOW.minusSeconds(400)));
        events.add(ExpirySamples.deleted(2, "L1", NOW.minusSeconds(300)));
        events.add(replicated(3, "L3", NOW.minusSeconds(200)));

        String page = page("/expirations");

        assertThat(page)
                .containsSubsequence(
                        "How late the 2 deletions",
                        "tag replicated",
                        "list_id=L3",
                        "tag deleted",
                        "href=\"/audit/items/datetime=D1&amp;list_id=L1\"",
                        "1m 1s",
                        "tag due");
        assertThat(page).contains("<title>≤5m: 2</title>").doesNotContain("id=\"older\"");
    }

    @Test
    void one_may_look_for_a_kind_and_a_table_and_go_back_page_by_page() {
        for (int i = 0; i < 120; i++) {
            events.add(
                    i % 2 == 0
                            ? ExpirySamples.due(i, "L" + i, NOW.minusSeconds(500 - i))
                            : ExpirySamples.deleted(i, "L" + i, NOW.minusSeconds(500 - i)));
        }

        assertThat(page("/expirations?kind=replicated")).contains("Nothing lapsed here");
        assertThat(page("/expirations?table=guests")).contains("Nothing lapsed here");
        String page = page("/expirations?kind=due&since=1h&table=items");
        assertThat(page)
                .contains("list_id=L118", "<option value=\"due\" selected>")
                .doesNotContain("list_id=L117")
                .contains("href=\"/expirations?table=items&amp;kind=due&amp;since=1h&amp;after=");
        List<JsonNode> all = new ArrayList<>();
        String next = "";
        JsonNode answer;
        do {
            answer = api("/api/expirations?order=newest&kind=due&limit=7" + next);
            answer.path("events").forEach(all::add);
            next = "&after=" + answer.path("next").asText();
        } while (answer.path("more").asBoolean());
        assertThat(all)
                .extracting(
                        event -> event.path("data").path("sequence").asText().replaceAll("^0+(?=.)", ""))
                .hasSize(60)
                .startsWith("118", "116")
                .endsWith("2", "0");
    }

    @Test
    void an_attribute_is_text_whatever_it_holds_and_a_large_image_is_shown_in_part() {
        events.add(withImage(1, SCRIPT));
        events.add(withImage(2, "x".repeat(390_000)));

        String page = page("/expirations");

        assertThat(page).contains("&lt;script&gt;alert(1)").doesNotContain(SCRIPT);
        assertThat(page).contains("xxx…").hasSizeLessThan(40_000);
    }

    @Test
    void a_program_follows_the_feed_and_misses_nothing() {
        JsonNode start = api("/api/expirations");
        assertThat(start.path("events")).isEmpty();
        events.add(ExpirySamples.due(1, "L1", NOW.minusSeconds(90)));
        events.add(ExpirySamples.deleted(2, "L1", NOW.minusSeconds(60)));
        events.add(replicated(3, "L3", NOW.minusSeconds(30)));

        JsonNode first = api("/api/expirations?since=10m&limit=2");
        JsonNode second = api("/api/expirations?after=" + first.path("next").asText());
        JsonNode third =
                api("/api/expirations?image=none&after=" + second.path("next").asText());

        assertThat(types(first)).containsExactly("dev.afterimage.due", "dev.afterimage.expired");
        assertThat(first.path("more").asBoolean()).isTrue();
        assertThat(first.path("lateness").path("sum_seconds").asInt()).isEqualTo(61);
        assertThat(second.path("events").findValuesAsText("origin")).containsExactly("REPLICATED");
        assertThat(third.path("events")).isEmpty();
        assertThat(third.path("next")).isEqualTo(second.path("next"));
    }

    @Test
    void what_makes_no_sense_is_said_so() throws Exception {
        for (String question : List.of(
                "after=%24",
                "after=bm9uc2Vuc2U",
                "limit=0",
                "limit=501",
                "limit=many",
                "kind=dead",
                "since=soon",
                "order=any",
                "image=large")) {
            HttpCall.Answer answer =
                    HttpCall.get(port, "/api/expirations?" + question).send();
            assertThat(answer.status()).as(question).isEqualTo(400);
            ApiDescription.valid(FEED, answer);
        }
        try (HttpClient client = HttpClient.newHttpClient();
                Answer answer = stream(client, "", Optional.of("nonsense"))) {
            assertThat(answer.status()).isEqualTo(400);
        }
    }

    @Test
    void a_stream_goes_on_behind_the_last_event_that_a_reader_has() throws Exception {
        for (int i = 1; i <= 5; i++) {
            events.add(ExpirySamples.deleted(i, "L" + i, NOW.minusSeconds(100 - i)));
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            List<String> first = ids(client, "?since=1h", Optional.empty(), 2);
            List<String> rest = ids(client, "?since=1h", Optional.of(first.getLast()), 3);

            assertThat(Stream.concat(first.stream(), rest.stream()))
                    .containsExactlyElementsOf(events.stream()
                            .map(event -> ExpiryRows.cursor(event).token())
                            .toList());
        }
    }

    @Test
    void shows_sinks_and_lets_an_operator_leave_out_what_is_refused() {
        ExpiryEvent one = ExpirySamples.deleted(1, "L1", NOW.minusSeconds(90));
        ExpiryEvent two = ExpirySamples.deleted(2, "L2", NOW.minusSeconds(60));
        EventId refused = EventId.of(two);
        events.add(one);
        events.add(two);
        assertThat(page("/expirations")).contains("not begun");
        states.put(SinkStateSamples.refusing("hook", "w1", one, refused, NOW.minusSeconds(50)));

        assertThat(page("/expirations/sinks"))
                .containsSubsequence("HALTED", "w1", "1m 0s", "answers 422", refused.value())
                .contains("change token")
                .doesNotContain("Leave this event out");
        assertThat(ApiDescription.valid(
                                "GET /api/expirations/sinks",
                                HttpCall.get(port, "/api/expirations/sinks").send())
                        .findValuesAsText("refused_event"))
                .containsExactly(refused.value());
        assertThat(skip(refused.value(), "").status()).isEqualTo(401);
        assertThat(skip("other", "Bearer change").status()).isEqualTo(409);
        assertThat(states.of(new SinkName("hook")).orElseThrow().skip()).isEmpty();
        assertThat(skip(refused.value(), "Bearer change").status()).isEqualTo(200);
        assertThat(states.of(new SinkName("hook")).orElseThrow().skip()).contains(refused);
    }

    private HttpCall.Answer skip(String event, String token) {
        HttpCall call = HttpCall.post(port, SKIP + event + "/skip", "").with("Afterimage-Operator", "Ada");
        HttpCall.Answer answer = (token.isEmpty() ? call : call.with("Authorization", token)).send();
        ApiDescription.valid("POST /api/expirations/sinks/{sink}/events/{event}/skip", answer);
        return answer;
    }

    /** The ids of so many events of a stream. */
    private List<String> ids(HttpClient client, String query, Optional<String> last, int many)
            throws IOException, InterruptedException {
        try (Answer answer = stream(client, query, last)) {
            return answer.lines()
                    .filter(line -> line.startsWith("id: "))
                    .limit(many)
                    .map(line -> line.substring("id: ".length()))
                    .toList();
        }
    }

    private Answer stream(HttpClient client, String query, Optional<String> last)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/api/expirations/stream" + query))
                .header("Accept", "text/event-stream");
        last.ifPresent(id -> request.header("Last-Event-ID", id));
        HttpResponse<Stream<String>> response = client.send(request.build(), BodyHandlers.ofLines());
        return new Answer(response.statusCode(), response.body());
    }

    private record Answer(int status, Stream<String> lines) implements AutoCloseable {
        @Override
        public void close() {
            lines.close();
        }
    }

    private static List<String> types(JsonNode page) {
        return StreamSupport.stream(page.path("events").spliterator(), false)
                .map(event -> event.path("type").asText())
                .toList();
    }

    private String page(String path) {
        HttpCall.Answer answer =
                HttpCall.get(port, path).with("Accept", "text/html").send();
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private JsonNode api(String path) {
        return ApiDescription.valid(FEED, HttpCall.get(port, path).send());
    }

    private static ExpiryEvent replicated(long sequence, String list, Instant recordedAt) {
        ExpiryEvent.Deleted local = ExpirySamples.deleted(sequence, list, recordedAt);
        return new ExpiryEvent.Deleted(
                local.id(),
                local.image(),
                new Expiry(Expiry.Origin.REPLICATED, Optional.of(local.at().minusSeconds(120))),
                local.at(),
                recordedAt);
    }

    private static ExpiryEvent withImage(long sequence, String text) {
        ExpiryEvent.Due event = ExpirySamples.due(sequence, "L" + sequence, NOW.minusSeconds(9));
        return new ExpiryEvent.Due(
                event.id(),
                event.image().with("description", AttributeValue.fromS(text)),
                event.at(),
                event.recordedAt());
    }
}
