package dev.afterimage.console.expiry;

import dev.afterimage.console.web.Access;
import dev.afterimage.console.web.EventStreams;
import dev.afterimage.console.web.Pages;
import dev.afterimage.console.web.Place;
import dev.afterimage.feed.FeedPage;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The expirations: {@code /expirations}, for programs {@code /api/expirations}, and their sinks. Thread-safe. */
public final class ExpiryPages {
    private final ExpiryParts parts;
    private final Pages pages;
    private final ExpiryReader reader;
    private final SinkPages sinks;
    private final ExpiryApi api;
    private final InstantSource clock;

    public ExpiryPages(ExpiryParts parts, Pages pages, EventStreams streams, InstantSource clock) {
        this.parts = parts;
        this.pages = pages;
        this.reader = new ExpiryReader(parts.log(), parts.feed());
        this.sinks = new SinkPages(parts, pages, clock);
        this.api = new ExpiryApi(reader, parts.feed(), streams, clock);
        this.clock = clock;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/expirations", this::show, Access.READ);
        sinks.addTo(routes);
        api.addTo(routes);
    }

    private void show(Context request) {
        Instant now = clock.instant();
        ExpiryQuery query = ExpiryQuery.of(request, now);
        FeedPage page = reader.newest(query, now);
        String since = Optional.ofNullable(request.queryParam("since")).orElse("");
        pages.show(
                request,
                Place.EXPIRATIONS,
                "Expirations",
                "expiry/list.jte",
                new ExpiryView(query, since, parts.tables(), page, sinks.view()));
    }
}
