package dev.afterimage.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private static final Tokens NONE = new Tokens(Optional.empty(), Optional.empty());
    private static final Tokens BOTH = new Tokens(Optional.of(new Token("r")), Optional.of(new Token("c")));
    private static final Tokens CHANGE_ONLY = new Tokens(Optional.empty(), Optional.of(new Token("c")));

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Optional<Javalin> server = Optional.empty();
    private Optional<Sessions> sessions = Optional.empty();

    @AfterEach
    void stop() {
        server.ifPresent(Javalin::stop);
    }

    @Test
    void without_tokens_this_machine_may_look_and_nobody_may_change() {
        int port = start(NONE);

        assertThat(HttpCall.get(port, "/look").send().status()).isEqualTo(200);
        assertThat(HttpCall.post(port, "/change", "").send().status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost:8080", "[::1]:99", "LOCALHOST"})
    void without_a_read_token_it_answers_to_names_of_this_machine(String host) {
        int port = start(NONE);

        assertThat(HttpCall.get(port, "/look").with("Host", host).send().status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8080"})
    void without_a_read_token_it_does_not_answer_to_other_names(String host) {
        int port = start(NONE);

        assertThat(HttpCall.get(port, "/look").with("Host", host).send().status())
                .isEqualTo(403);
    }

    @Test
    void with_a_read_token_it_answers_to_every_name() {
        int port = start(BOTH);

        assertThat(HttpCall.get(port, "/look")
                        .with("Host", "console.example")
                        .with("Authorization", "Bearer r")
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_read_token_allows_to_look_and_not_to_change() {
        int port = start(BOTH);

        assertThat(HttpCall.get(port, "/look").send().status()).isEqualTo(401);
        assertThat(with(HttpCall.get(port, "/look"), "r")).isEqualTo(200);
        assertThat(with(HttpCall.get(port, "/look"), "x")).isEqualTo(401);
        assertThat(with(HttpCall.post(port, "/change", ""), "r")).isEqualTo(401);
    }

    @Test
    void a_change_token_allows_both() {
        int port = start(BOTH);

        assertThat(with(HttpCall.get(port, "/look"), "c")).isEqualTo(200);
        assertThat(with(HttpCall.post(port, "/change", ""), "c")).isEqualTo(200);
    }

    @Test
    void a_wrong_token_is_refused_even_where_none_is_needed() {
        int port = start(CHANGE_ONLY);

        assertThat(with(HttpCall.get(port, "/look"), "x")).isEqualTo(401);
        assertThat(HttpCall.get(port, "/look")
                        .with("Authorization", "Basic YTpi")
                        .send()
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_session_changes_something_only_with_its_own_proof() {
        int port = start(BOTH);
        Session session = sessions.orElseThrow().begin(Access.CHANGE, "Ada");
        String proof = sessions.orElseThrow().csrf(session);
        HttpCall change = HttpCall.post(port, "/change", "").with("Cookie", cookie(session));

        assertThat(change.send().status()).isEqualTo(403);
        assertThat(change.with("X-CSRF-Token", "guess").send().status()).isEqualTo(403);
        assertThat(change.with("X-CSRF-Token", proof).send().status()).isEqualTo(200);
        assertThat(HttpCall.post(port, "/change", "csrf=" + proof)
                        .with("Cookie", cookie(session))
                        .send()
                        .body())
                .isEqualTo("Ada");
    }

    @Test
    void a_session_for_looking_changes_nothing() {
        int port = start(BOTH);
        Session session = sessions.orElseThrow().begin(Access.READ, "Ada");
        String proof = sessions.orElseThrow().csrf(session);

        assertThat(HttpCall.post(port, "/change", "csrf=" + proof)
                        .with("Cookie", cookie(session))
                        .send()
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://localhost:1", "not an origin"})
    void nothing_is_changed_from_a_page_of_another_origin(String origin) {
        int port = start(BOTH);

        assertThat(HttpCall.post(port, "/change", "")
                        .with("Authorization", "Bearer c")
                        .with("Origin", origin)
                        .send()
                        .status())
                .isEqualTo(403);
    }

    @Test
    void nothing_is_changed_where_the_browser_says_that_it_comes_from_another_site() {
        int port = start(BOTH);
        HttpCall change = HttpCall.post(port, "/change", "").with("Authorization", "Bearer c");

        assertThat(change.with("Sec-Fetch-Site", "same-site").send().status()).isEqualTo(403);
        assertThat(change.with("Sec-Fetch-Site", "cross-site").send().status()).isEqualTo(403);
        assertThat(change.with("Sec-Fetch-Site", "same-origin").send().status()).isEqualTo(200);
    }

    @Test
    void a_session_ends_and_one_that_was_altered_is_none() {
        int port = start(BOTH);
        Session session = sessions.orElseThrow().begin(Access.READ, "Ada");
        String cookie = cookie(session);
        HttpCall look = HttpCall.get(port, "/look");

        assertThat(look.with("Cookie", cookie).send().status()).isEqualTo(200);
        assertThat(look.with("Cookie", cookie.replace("READ", "CHANGE")).send().status())
                .isEqualTo(401);
        assertThat(look.with("Cookie", Gate.COOKIE + "=a.b.c.d").send().status())
                .isEqualTo(401);
        now = now.plus(Sessions.LENGTH).minus(Duration.ofSeconds(1));
        assertThat(look.with("Cookie", cookie).send().status()).isEqualTo(200);
        now = now.plusSeconds(1);
        assertThat(look.with("Cookie", cookie).send().status()).isEqualTo(401);
    }

    @Test
    void a_route_that_does_not_say_who_may_ask_for_it_is_closed() {
        int port = start(NONE);

        assertThat(HttpCall.get(port, "/forgotten").send().status()).isEqualTo(500);
    }

    private static int with(HttpCall call, String token) {
        return call.with("Authorization", "Bearer " + token).send().status();
    }

    private String cookie(Session session) {
        return Gate.COOKIE + "=" + sessions.orElseThrow().write(session);
    }

    private int start(Tokens tokens) {
        Sessions made = new Sessions(tokens, () -> now);
        Javalin started = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.routes.beforeMatched(new Gate(tokens, made)::check);
            config.routes.exception(
                    ProblemException.class,
                    (failure, request) -> request.status(failure.problem().status()));
            config.routes.get("/look", request -> request.result("seen"), Access.READ);
            config.routes.get("/forgotten", request -> request.result("seen"));
            config.routes.post(
                    "/change",
                    request -> request.result(Caller.of(request).operator().orElse("nobody")),
                    Access.CHANGE);
        });
        started.start("127.0.0.1", 0);
        sessions = Optional.of(made);
        server = Optional.of(started);
        return started.port();
    }
}
