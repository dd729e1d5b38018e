package dev.afterimage.console.parked;

import dev.afterimage.console.web.Access;
import dev.afterimage.console.web.Caller;
import dev.afterimage.console.web.Json;
import dev.afterimage.console.web.Problem;
import dev.afterimage.inspection.ParkedJson;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.pipeline.Redrivable;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

/** Parked changes as JSON. Thread-safe. */
final class ParkedApi {
    private static final String ITEM = "/api/parked/{projection}/{table}/<key>";

    private final Parking parking;

    ParkedApi(Parking parking) {
        this.parking = parking;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/parked", this::list, Access.READ);
        routes.get(ITEM + "/changes", this::changes, Access.READ);
        routes.get(ITEM + "/preview", this::preview, Access.READ);
        routes.post(ITEM + "/redrive", request -> decide(request, new Decision.Redrive()), Access.CHANGE);
        routes.post(ITEM + "/discard", request -> decide(request, Decision.discard(request)), Access.CHANGE);
    }

    private void list(Context request) {
        Listed listed = Listed.of(parking, request);
        Json.answer(request, json -> {
            json.writeNumberField("items", listed.all().size());
            json.writeNumberField("changes", listed.changes());
            json.writeArrayFieldStart("parked");
            for (Marker marker : listed.markers()) {
                json.writeStartObject();
                ParkedJson.marker(json, marker);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("more", listed.next().isPresent());
            if (listed.next().isPresent()) {
                json.writeStringField("cursor", listed.next().get().token());
            }
        });
    }

    private void changes(Context request) {
        Waiting waiting = waiting(request);
        Json.answer(request, json -> {
            ParkedJson.item(json, waiting.item());
            if (waiting.marker().isPresent()) {
                json.writeNumberField("waiting", waiting.marker().get().waiting());
            }
            json.writeArrayFieldStart("changes");
            for (ParkedRecord parked : waiting.changes()) {
                json.writeStartObject();
                ParkedJson.parked(json, parked);
                json.writeEndObject();
            }
            json.writeEndArray();
            if (waiting.next().isPresent()) {
                json.writeStringField("next", waiting.next().get().digits());
            }
        });
    }

    private void preview(Context request) {
        Waiting waiting = waiting(request);
        List<Redrivable> looks = parking.preview(waiting.changes());
        Json.answer(request, json -> {
            ParkedJson.item(json, waiting.item());
            json.writeArrayFieldStart("changes");
            for (Redrivable look : looks) {
                json.writeStartObject();
                ParkedJson.redrivable(json, look);
                json.writeEndObject();
            }
            json.writeEndArray();
            boolean refused = looks.getLast() instanceof Redrivable.Unfit;
            if (!refused && waiting.next().isPresent()) {
                json.writeStringField("next", waiting.next().get().digits());
            }
        });
    }

    /** Some of the item's changes, which are some. */
    private Waiting waiting(Context request) {
        ParkedItem item = ParkedItemPages.item(parking, request);
        Waiting waiting = parking.waiting(item, Parameters.first(request));
        if (waiting.changes().isEmpty()) {
            throw Problem.notFound("no change of " + item.table() + "/" + item.key() + " waits for projection "
                            + item.projection())
                    .asException();
        }
        return waiting;
    }

    private void decide(Context request, Decision decision) {
        ParkedItem item = ParkedItemPages.item(parking, request);
        String operator = Caller.of(request).requireOperator();
        ItemResult result = parking.decide(item, decision, ParkedItemPages.range(decision, request), operator);
        Json.answer(request, json -> {
            ParkedJson.item(json, item);
            json.writeStringField("action", decision.word());
            json.writeNumberField("settled", result.settled());
            json.writeNumberField("settled_by_others", result.others());
            if (result.stuck().isPresent()) {
                json.writeStringField("stuck", result.stuck().get());
            }
        });
    }
}
