package dev.afterimage.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.afterimage.console.health.Figures;
import dev.afterimage.console.lane.LaneBoard;
import dev.afterimage.console.live.LiveChanges;
import dev.afterimage.console.web.HttpCall;
import dev.afterimage.console.web.Token;
import dev.afterimage.console.web.Tokens;
import dev.afterimage.item.TableName;
import dev.afterimage.pipeline.FakeParking;
import dev.afterimage.telemetry.Tallies;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTest {
    private static final Tokens TOKENS = new Tokens(Optional.of(new Token("r")), Optional.of(new Token("c")));
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    private List<String> unready = List.of();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Console console = start(new ConsoleSettings("127.0.0.1", 0, false, TOKENS));
    private final int port = console.address().getPort();

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void says_that_it_lives_and_whether_it_is_ready_without_a_token() {
        assertThat(HttpCall.get(port, "/live").send())
                .returns(200, HttpCall.Answer::status)
                .returns("{\"live\":true}", HttpCall.Answer::body);
        assertThat(HttpCall.get(port, "/ready").send())
                .returns(200, HttpCall.Answer::status)
                .returns("{\"ready\":true,\"reasons\":[]}", HttpCall.Answer::body);
        unready = List.of("lane x is halted");
        assertThat(HttpCall.get(port, "/ready").send())
                .returns(503, HttpCall.Answer::status)
                .returns("{\"ready\":false,\"reasons\":[\"lane x is halted\"]}", HttpCall.Answer::body);
    }

    @Test
    void metrics_need_a_token() {
        assertThat(HttpCall.get(port, "/metrics").send().status()).isEqualTo(401);
        assertThat(HttpCall.get(port, "/metrics")
                        .with("Authorization", "Bearer r")
                        .send())
                .returns(200, HttpCall.Answer::status)
                .returns("up 1\n", HttpCall.Answer::body);
    }

    @Test
    void metrics_are_asked_for_in_the_form_that_the_caller_understands() {
        HttpCall.Answer answer = HttpCall.get(port, "/metrics")
                .with("Authorization", "Bearer r")
                .with("Accept", "application/openmetrics-text")
                .send();

        assertThat(answer.header("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(answer.body()).endsWith("application/openmetrics-text");
    }

    @Test
    void tells_of_each_request_by_its_route_and_never_by_a_path_that_somebody_made_up() {
        HttpCall.get(port, "/live").send();
        HttpCall.get(port, "/metrics").send();
        HttpCall.get(port, "/made-up").send();
        HttpCall.post(port, "/live", "").send();

        await().untilAsserted(() ->
                assertThat(requests).containsExactly("/live 200", "/metrics 401", "none 404", "none 405"));
    }

    @Test
    void a_program_is_told_of_a_problem_as_json() {
        HttpCall.Answer answer = HttpCall.get(port, "/api/nothing").send();

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"urn:afterimage:problem:not-found\",\"title\":\"Not found\",\"status\":404,"
                        + "\"detail\":\"there is nothing at /api/nothing\",\"instance\":\"/api/nothing\"}");
    }

    @Test
    void a_person_is_told_of_a_problem_on_a_page_that_shows_the_path_as_text() {
        HttpCall.Answer answer =
                HttpCall.get(port, "/%3Cscript%3E").with("Accept", "text/html").send();

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body())
                .contains("<h1>Not found</h1>", "/%3Cscript%3E")
                .doesNotContain("<script>");
    }

    @Test
    void a_person_without_a_session_is_asked_to_log_in_and_brought_back() {
        HttpCall.Answer answer =
                HttpCall.get(port, "/metrics").with("Accept", "text/html").send();

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location").orElse("")).endsWith("/login?next=%2Fmetrics");
    }

    @Test
    void a_token_and_a_name_make_a_session() {
        HttpCall.Answer answer = logIn("token=r&operator=Ada&next=%2Fmetrics");

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location").orElse("")).endsWith("/metrics");
        assertThat(answer.header("Set-Cookie").orElse(""))
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain("Secure");
        String cookie = answer.header("Set-Cookie").orElseThrow().replaceAll(";.*", "");
        assertThat(HttpCall.get(port, "/metrics").with("Cookie", cookie).send().status())
                .isEqualTo(200);
    }

    @Test
    void behind_https_the_session_is_for_https_alone() {
        HttpCall.Answer answer = HttpCall.post(port, "/login", "token=r&operator=Ada")
                .with("X-Forwarded-Proto", "https")
                .send();

        assertThat(answer.header("Set-Cookie").orElse("")).contains("Secure");
    }

    @ParameterizedTest
    @CsvSource({"//evil.example", "https://evil.example", "/\\evil.example", "''"})
    void nobody_is_sent_to_another_site_after_logging_in(String next) {
        HttpCall.Answer answer = logIn("token=r&operator=Ada&next=" + next);

        assertThat(answer.header("Location").orElse("")).isIn("/", "http://localhost:" + port + "/");
    }

    @Test
    void a_wrong_token_is_refused_and_after_some_every_one_is_for_a_while() {
        for (int i = 0; i < 10; i++) {
            assertThat(logIn("token=wrong&operator=Ada")).satisfies(answer -> {
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.body()).contains("no token of this console").doesNotContain("wrong");
            });
        }
        assertThat(logIn("token=r&operator=Ada").status()).isEqualTo(429);
    }

    @Test
    void an_operator_needs_a_name() {
        assertThat(logIn("token=r&operator=%20").status()).isEqualTo(401);
    }

    @Test
    void every_answer_forbids_what_a_browser_should_not_do() {
        for (String path : List.of("/live", "/login", "/nothing")) {
            HttpCall.Answer answer = HttpCall.get(port, path).send();
            assertThat(answer.header("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.header("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void files_of_pages_may_be_kept_for_ever() {
        String page =
                HttpCall.get(port, "/login").with("Accept", "text/html").send().body();
        String style = page.replaceAll("(?s).*href=\"(/assets/[0-9a-f]+/console.css)\".*", "$1");

        assertThat(HttpCall.get(port, style).send()).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Cache-Control").orElse("")).contains("immutable");
            assertThat(answer.header("Content-Type").orElse("")).startsWith("text/css");
        });
    }

    @Test
    void what_is_too_large_is_refused() {
        assertThat(HttpCall.post(port, "/login", "token=" + "x".repeat(100_000))
                        .send()
                        .status())
                .isEqualTo(413);
    }

    @Test
    void a_taken_port_is_said_or_another_one_is_taken() {
        assertThatThrownBy(() -> start(new ConsoleSettings("127.0.0.1", port, false, TOKENS)))
                .isInstanceOf(CannotListenException.class)
                .hasMessageContaining("127.0.0.1:" + port)
                .hasMessageContaining("console.listen");
        try (Console other = start(new ConsoleSettings("127.0.0.1", port, true, TOKENS))) {
            assertThat(other.address().getPort()).isNotEqualTo(port);
        }
    }

    private HttpCall.Answer logIn(String form) {
        return HttpCall.post(port, "/login", form).with("Accept", "text/html").send();
    }

    private Console start(ConsoleSettings settings) {
        return Console.start(
                settings,
                new ConsoleParts(
                        List.of(new TableName("lists")),
                        new LaneBoard(List::of, () -> new Tallies(CLOCK.instant(), List.of(), Map.of()), CLOCK),
                        new LiveChanges(CLOCK),
                        ConsoleFixture.emptyLog(),
                        ConsoleFixture.noExpirations(),
                        ConsoleFixture.parking(new FakeParking(CLOCK), ConsoleFixture.emptyLog(), CLOCK),
                        ConsoleFixture.noUndo(),
                        ConsoleFixture.noVersions(CLOCK),
                        ConsoleFixture.noBackfills(CLOCK),
                        () -> unready,
                        accept -> new Figures.Text("text/plain", "up 1\n" + accept),
                        (route, status, took) -> requests.add(route + " " + status),
                        failure -> Optional.empty(),
                        CLOCK));
    }
}
