package dev.afterimage.console.web;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.security.RouteRole;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lets a request through, or ends it. Who may do what follows from the token or the session that comes along; what changes
 * something has to come from a page of this console, or from a program that sends a token itself. Thread-safe.
 */
public final class Gate {
    /** The cookie of a session. */
    public static final String COOKIE = "afterimage_session";

    /** Where a page's change says that it is one of this session. */
    public static final String CSRF_HEADER = "X-CSRF-Token";

    public static final String CSRF_FIELD = "csrf";

    /** Who a program acts for, where it sends a token. */
    public static final String OPERATOR_HEADER = "Afterimage-Operator";

    private static final String BEARER = "bearer ";
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]+)?");
    private static final Set<HandlerType> LOOKS = Set.of(HandlerType.GET, HandlerType.HEAD);

    private final Tokens tokens;
    private final Sessions sessions;

    public Gate(Tokens tokens, Sessions sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    /** Ends the request with a {@link ProblemException} where it may not do what its route does. */
    public void check(Context request) {
        Access wanted = wanted(request);
        requireKnownHost(request);
        Caller caller = caller(request);
        if (!LOOKS.contains(request.method())) {
            requireSameOrigin(request);
        }
        if (!caller.access().allows(wanted)) {
            throw refused(wanted, caller);
        }
        if (!LOOKS.contains(request.method()) && wanted != Access.OPEN) {
            caller.session().ifPresent(session -> requireCsrf(request, session));
        }
        request.attribute(Caller.ATTRIBUTE, caller);
    }

    private static Access wanted(Context request) {
        for (RouteRole role : request.routeRoles()) {
            if (role instanceof Access access) {
                return access;
            }
        }
        throw new IllegalStateException(request.path() + " does not say who may ask for it");
    }

    private Caller caller(Context request) {
        String header = request.header("Authorization");
        if (header != null) {
            return bearer(request, header);
        }
        String cookie = request.cookie(COOKIE);
        return (cookie == null ? Optional.<Session>empty() : sessions.read(cookie))
                .map(session -> Caller.of(session, sessions.csrf(session)))
                .orElseGet(() -> Caller.unknown(tokens.unknown()));
    }

    private Caller bearer(Context request, String header) {
        boolean bearer = header.toLowerCase(Locale.ROOT).startsWith(BEARER);
        Access access = Optional.of(header)
                .filter(_ -> bearer)
                .flatMap(text -> tokens.of(text.substring(BEARER.length()).strip()))
                .orElseThrow(() -> Problem.unauthorized(
                                "the Authorization header holds no token of this console: send \"Bearer TOKEN\"")
                        .asException());
        return Caller.program(access, Optional.ofNullable(request.header(OPERATOR_HEADER)));
    }

    /**
     * Where no token is needed to look, only this machine may: a page of another site could otherwise have its own name
     * point here, and read what its script asks for.
     */
    private void requireKnownHost(Context request) {
        String host = request.host();
        if (tokens.read().isEmpty()
                && (host == null
                        || !LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches())) {
            throw Problem.forbidden(
                            "without a read token this console answers to the names of this machine alone, such as"
                                    + " localhost, not to '" + host + "': set a read token")
                    .asException();
        }
    }

    private static void requireSameOrigin(Context request) {
        String site = request.header("Sec-Fetch-Site");
        String origin = request.header("Origin");
        boolean foreign = site != null && !site.equals("same-origin") && !site.equals("none");
        if (foreign || (origin != null && !hostOf(origin).equalsIgnoreCase(request.host()))) {
            throw Problem.forbidden("a change has to come from a page of this console")
                    .asException();
        }
    }

    private static String hostOf(String origin) {
        try {
            String authority = URI.create(origin).getAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException none) {
            return "";
        }
    }

    private void requireCsrf(Context request, Session session) {
        String header = request.header(CSRF_HEADER);
        String sent = header == null ? request.formParam(CSRF_FIELD) : header;
        if (sent == null || !sessions.isCsrf(session, sent)) {
            throw Problem.forbidden("the page that this came from belongs to another session: load it again")
                    .asException();
        }
    }

    private ProblemException refused(Access wanted, Caller caller) {
        if (wanted == Access.CHANGE && tokens.change().isEmpty()) {
            return Problem.forbidden("changing is off: say in console.change_token where the token for it stands")
                    .asException();
        }
        return caller.access() == Access.OPEN || wanted == Access.CHANGE
                ? Problem.unauthorized("log in with a token that allows to "
                                + wanted.name().toLowerCase(Locale.ROOT)
                                + ", or send it as \"Authorization: Bearer TOKEN\"")
                        .asException()
                : Problem.forbidden("this token does not allow it").asException();
    }
}
