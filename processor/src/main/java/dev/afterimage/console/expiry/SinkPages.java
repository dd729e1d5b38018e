package dev.afterimage.console.expiry;

import dev.afterimage.console.web.Access;
import dev.afterimage.console.web.Caller;
import dev.afterimage.console.web.Json;
import dev.afterimage.console.web.Pages;
import dev.afterimage.console.web.Problem;
import dev.afterimage.delivery.Omission;
import dev.afterimage.delivery.SinkLine;
import dev.afterimage.delivery.SinkName;
import dev.afterimage.expiry.EventId;
import dev.afterimage.telemetry.SinkJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sinks of expirations, and what an operator may do about one that is halted. Thread-safe. */
final class SinkPages {
    private static final Logger LOG = LoggerFactory.getLogger(SinkPages.class);

    private final ExpiryParts parts;
    private final Pages pages;
    private final InstantSource clock;

    SinkPages(ExpiryParts parts, Pages pages, InstantSource clock) {
        this.parts = parts;
        this.pages = pages;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/expirations/sinks", request -> pages.showPart(request, "expiry/sinks.jte", view()), Access.READ);
        routes.post("/expirations/sinks/{sink}/skip", this::skipFromPage, Access.CHANGE);
        routes.get("/api/expirations/sinks", this::list, Access.READ);
        routes.post("/api/expirations/sinks/{sink}/events/{event}/skip", this::skip, Access.CHANGE);
    }

    SinkView view() {
        return new SinkView(parts.sinkLines(), clock.instant());
    }

    private void list(Context request) {
        SinkView view = view();
        Json.answer(request, json -> {
            json.writeStringField("at", view.now().toString());
            json.writeArrayFieldStart("sinks");
            for (SinkLine sink : view.sinks()) {
                json.writeStartObject();
                SinkJson.write(sink, view.now(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private void skipFromPage(Context request) {
        omit(request, Optional.ofNullable(request.formParam("event")).orElse(""));
        request.redirect("/expirations", HttpStatus.SEE_OTHER);
    }

    private void skip(Context request) {
        String event = request.pathParam("event");
        omit(request, event);
        Json.answer(request, json -> {
            json.writeStringField("sink", request.pathParam("sink"));
            json.writeStringField("event", event);
        });
    }

    private void omit(Context request, String id) {
        String operator = Caller.of(request).requireOperator();
        SinkName sink = sink(request.pathParam("sink"));
        EventId event = new EventId(id);
        Omission omission = Omission.of(event, sink, parts.states());
        String words = omission.inWords(event, sink);
        switch (omission) {
            case Omission.Noted _ -> LOG.info("{}, as {} wishes", words, operator);
            case Omission.UnknownSink _ -> throw Problem.notFound(words).asException();
            case Omission.NotThere _ -> throw Problem.conflict(words).asException();
            case Omission.Busy _ -> throw Problem.unavailable(words).asException();
        }
    }

    private static SinkName sink(String text) {
        try {
            return new SinkName(text);
        } catch (IllegalArgumentException none) {
            throw Problem.notFound("there is no such sink: " + none.getMessage())
                    .asException();
        }
    }
}
