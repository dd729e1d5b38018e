package dev.afterimage.console.expiry;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.console.web.Access;
import dev.afterimage.console.web.EventStreams;
import dev.afterimage.console.web.Json;
import dev.afterimage.delivery.ExpiryCloudEvents;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.expiry.Lateness;
import dev.afterimage.feed.ExpiryFeed;
import dev.afterimage.feed.FeedPage;
import dev.afterimage.feed.FeedReader;
import dev.afterimage.inspection.NotUnderstoodException;
import dev.afterimage.ledger.Cursor;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The expirations for programs: as pages of a feed, and as a stream that goes on where a reader was. Thread-safe. */
final class ExpiryApi {
    private static final int AT_ONCE = 100;
    private static final String LAST_EVENT = "Last-Event-ID";

    private final ExpiryReader reader;
    private final ExpiryFeed feed;
    private final EventStreams streams;
    private final InstantSource clock;

    ExpiryApi(ExpiryReader reader, ExpiryFeed feed, EventStreams streams, InstantSource clock) {
        this.reader = reader;
        this.feed = feed;
        this.streams = streams;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/expirations", this::page, Access.READ);
        routes.get("/api/expirations/stream", this::stream, Access.READ);
    }

    private void page(Context request) {
        ExpiryQuery query = ExpiryQuery.of(request, clock.instant());
        FeedPage page = switch (Optional.ofNullable(request.queryParam("order")).orElse("oldest")) {
            case "oldest" -> reader.next(query);
            case "newest" -> reader.newest(query, clock.instant());
            default -> throw new NotUnderstoodException("there is no such order: write oldest or newest");
        };
        Json.answer(request, json -> {
            json.writeArrayFieldStart("events");
            for (ExpiryEvent event : page.events()) {
                json.writeRawValue(ExpiryCloudEvents.json(event, query.form()));
            }
            json.writeEndArray();
            json.writeStringField("next", page.end().token());
            json.writeBooleanField("more", page.more());
            lateness(Lateness.of(page.events().stream()), json);
        });
    }

    private static void lateness(Lateness lateness, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("lateness");
        json.writeNumberField("count", lateness.count());
        json.writeNumberField("sum_seconds", lateness.sum().toSeconds());
        json.writeArrayFieldStart("buckets");
        for (Lateness.Bar bar : lateness.bars()) {
            json.writeStartObject();
            if (bar.upTo().isPresent()) {
                json.writeNumberField("up_to_seconds", bar.upTo().get().toSeconds());
            }
            json.writeNumberField("count", bar.count());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** What makes no sense is told before the stream begins. */
    private void stream(Context request) throws Exception {
        ExpiryQuery asked = ExpiryQuery.of(request, clock.instant());
        ExpiryQuery query = Optional.ofNullable(request.header(LAST_EVENT))
                .filter(text -> !text.isBlank())
                .map(text -> asked.behind(ExpiryQuery.cursor(text.strip())))
                .orElse(asked);
        Cursor start = reader.start(query);
        streams.of(_ -> new Events(new FeedReader(feed, start, AT_ONCE), query)).handle(request);
    }

    /** An event of the stream for each of the feed, whose id is where to go on. */
    private record Events(FeedReader reader, ExpiryQuery query) implements EventStreams.Source {
        @Override
        public List<EventStreams.Event> next() {
            return query.wanted(reader.next().events()).stream()
                    .map(event -> new EventStreams.Event(
                            "expiration",
                            ExpiryCloudEvents.json(event, query.form()),
                            ExpiryRows.cursor(event).token()))
                    .toList();
        }

        @Override
        public void close() {}
    }
}
