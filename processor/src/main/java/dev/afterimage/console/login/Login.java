package dev.afterimage.console.login;

import dev.afterimage.console.web.Access;
import dev.afterimage.console.web.Caller;
import dev.afterimage.console.web.Gate;
import dev.afterimage.console.web.Pages;
import dev.afterimage.console.web.Place;
import dev.afterimage.console.web.Problem;
import dev.afterimage.console.web.Sessions;
import dev.afterimage.console.web.Tokens;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logging in and out: a token and a name become a session. Thread-safe. */
public final class Login {
    private static final Logger LOG = LoggerFactory.getLogger(Login.class);

    private final Tokens tokens;
    private final Sessions sessions;
    private final Pages pages;
    private final LoginThrottle throttle;

    /**
     * What the page shows.
     *
     * @param next where to go afterwards
     * @param problem what was wrong with the attempt before; empty at first
     */
    public record Form(String next, String operator, String problem) {}

    public Login(Tokens tokens, Sessions sessions, Pages pages, InstantSource clock) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.pages = pages;
        this.throttle = new LoginThrottle(clock);
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/login", this::ask, Access.OPEN);
        routes.post("/login", this::logIn, Access.OPEN);
        routes.post("/logout", this::logOut, Access.OPEN);
    }

    private void ask(Context request) {
        String operator = Caller.of(request).operator().orElse("");
        show(request, new Form(next(request.queryParam("next")), operator, ""));
    }

    private void logIn(Context request) {
        String next = next(request.formParam("next"));
        String operator = text(request.formParam("operator")).strip();
        if (!throttle.allows()) {
            throw Problem.tooMany("too many attempts to log in: wait a minute").asException();
        }
        if (!Caller.isName(operator)) {
            refuse(request, new Form(next, operator, "Write your name: it is noted with what you change."));
            return;
        }
        Optional<Access> access = tokens.of(text(request.formParam("token")).strip());
        if (access.isEmpty()) {
            throttle.failed();
            LOG.warn("somebody tried to log in to the console with a wrong token");
            refuse(request, new Form(next, operator, "This is no token of this console."));
            return;
        }
        LOG.info("{} logged in to the console and may {}", operator, access.get());
        request.cookie(cookie(request, sessions.write(sessions.begin(access.get(), operator))));
        request.redirect(next, HttpStatus.SEE_OTHER);
    }

    private void logOut(Context request) {
        Cookie gone = cookie(request, "");
        gone.setMaxAge(0);
        request.cookie(gone);
        request.redirect("/", HttpStatus.SEE_OTHER);
    }

    private void refuse(Context request, Form form) {
        request.status(HttpStatus.UNAUTHORIZED);
        show(request, form);
    }

    private void show(Context request, Form form) {
        pages.show(request, Place.NONE, "Log in", "login.jte", form);
    }

    private static Cookie cookie(Context request, String value) {
        Cookie cookie = new Cookie(Gate.COOKIE, value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.STRICT);
        cookie.setSecure("https".equals(request.scheme()) || "https".equals(request.header("X-Forwarded-Proto")));
        return cookie;
    }

    /** Only a path of this console: nobody is sent elsewhere from here. */
    private static String next(@Nullable String wanted) {
        String next = text(wanted);
        boolean local = next.startsWith("/")
                && !next.startsWith("//")
                && !next.contains("\\")
                && next.codePoints().noneMatch(Character::isISOControl);
        return local ? next : "/";
    }

    private static String text(@Nullable String sent) {
        return sent == null ? "" : sent;
    }
}
