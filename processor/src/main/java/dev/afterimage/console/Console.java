package dev.afterimage.console;

import dev.afterimage.console.audit.Audit;
import dev.afterimage.console.expiry.ExpiryPages;
import dev.afterimage.console.health.Health;
import dev.afterimage.console.lane.LanePages;
import dev.afterimage.console.live.LiveView;
import dev.afterimage.console.login.Login;
import dev.afterimage.console.parked.Parked;
import dev.afterimage.console.web.Assets;
import dev.afterimage.console.web.Failures;
import dev.afterimage.console.web.Gate;
import dev.afterimage.console.web.Headers;
import dev.afterimage.console.web.Pages;
import dev.afterimage.console.web.Sessions;
import dev.afterimage.console.web.Tokens;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import java.net.URI;
import java.time.Duration;

/**
 * The worker's HTTP server. Every route says who may ask for it, and the {@link Gate} holds it to that. Thread-safe; closing
 * it again does nothing.
 */
public final class Console implements AutoCloseable {
    private static final long LARGEST_REQUEST = 64 * 1024;
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

    private final Javalin server;
    private final String host;
    private final Ongoing ongoing;

    private Console(Javalin server, String host, Ongoing ongoing) {
        this.server = server;
        this.host = host;
        this.ongoing = ongoing;
    }

    /** Listens when this returns; a {@link CannotListenException} where it cannot. */
    public static Console start(ConsoleSettings settings, ConsoleParts parts) {
        try {
            return listen(settings, parts);
        } catch (CannotListenException taken) {
            if (!settings.orAnyPort()) {
                throw taken;
            }
            return listen(settings.atAnyPort(), parts);
        }
    }

    private static Console listen(ConsoleSettings settings, ConsoleParts parts) {
        Ongoing ongoing = Ongoing.of(parts);
        Javalin server = Javalin.create(config -> configure(config, settings, parts, ongoing));
        try {
            server.start(settings.host(), settings.port());
        } catch (RuntimeException unbound) {
            server.stop();
            throw new CannotListenException(settings, unbound);
        }
        return new Console(server, settings.host(), ongoing);
    }

    /** Where people find it. */
    public URI address() {
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port() + "/");
    }

    @Override
    public void close() {
        ongoing.close();
        server.stop();
    }

    static void configure(JavalinConfig config, ConsoleSettings settings, ConsoleParts parts, Ongoing ongoing) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = LARGEST_REQUEST;
        config.http.asyncTimeout = LONGEST_REQUEST.toMillis();
        config.http.prefer405over404 = true;
        config.requestLogger.http(parts.requests()::answered);
        route(config.routes, settings.tokens(), parts, ongoing);
    }

    /** Every route there is. */
    private static void route(RoutesConfig routes, Tokens tokens, ConsoleParts parts, Ongoing ongoing) {
        Sessions sessions = new Sessions(tokens, parts.clock());
        Assets assets = Assets.load();
        Pages pages = new Pages(assets, tokens.any(), parts.parking()::total);
        routes.before(Headers::add);
        routes.beforeMatched(new Gate(tokens, sessions)::check);
        new Failures(pages, parts.explain()).addTo(routes);
        assets.addTo(routes);
        OpenApi.addTo(routes);
        new Health(parts.worker(), parts.figures()).addTo(routes);
        new Audit(parts.audit(), pages, parts.clock()).addTo(routes);
        ongoing.undo().addTo(routes, pages);
        ongoing.versions().addTo(routes, pages);
        ongoing.backfills().addTo(routes, pages);
        new Login(tokens, sessions, pages, parts.clock()).addTo(routes);
        new LanePages(parts.lanes(), parts.parking()::total, pages).addTo(routes);
        new ExpiryPages(parts.expiry(), pages, ongoing.streams(), parts.clock()).addTo(routes);
        new Parked(parts.parking(), pages).addTo(routes);
        new LiveView(parts.live(), parts.sources(), pages, ongoing.streams()).addTo(routes);
    }
}
