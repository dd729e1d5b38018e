package dev.afterimage.console.parked;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.console.web.Access;
import dev.afterimage.console.web.Caller;
import dev.afterimage.console.web.Pages;
import dev.afterimage.console.web.Place;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.pipeline.Redriver;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** The page of one item that waits. Thread-safe. */
final class ParkedItemPages {
    private static final String ITEM = "/parked/{projection}/{table}/<key>";
    private static final Redriver.Range ALL =
            new Redriver.Range(new SequenceNumber("0"), new SequenceNumber("9".repeat(40)));

    private final Parking parking;
    private final Pages pages;

    ParkedItemPages(Parking parking, Pages pages) {
        this.parking = parking;
        this.pages = pages;
    }

    void addTo(RoutesConfig routes) {
        routes.get(ITEM, this::look, Access.READ);
        routes.post(ITEM, this::decide, Access.CHANGE);
    }

    /** The item that a path names. */
    static ParkedItem item(Parking parking, Context request) {
        return parking.item(request.pathParam("projection"), request.pathParam("table"), request.pathParam("key"));
    }

    /** The changes of the item that a decision is about. */
    static Redriver.Range range(Decision decision, Context request) {
        return switch (decision) {
            case Decision.Redrive redrive -> ALL;
            case Decision.Discard discard -> Parameters.changes(request);
        };
    }

    private void look(Context request) {
        show(request, item(parking, request), Optional.empty());
    }

    private void decide(Context request) {
        ParkedItem item = item(parking, request);
        Decision decision = Decision.of(request);
        String operator = Caller.of(request).requireOperator();
        show(request, item, Optional.of(parking.decide(item, decision, range(decision, request), operator)));
    }

    private void show(Context request, ParkedItem item, Optional<ItemResult> result) {
        Waiting waiting = parking.waiting(item, Parameters.first(request));
        boolean preview = "true".equals(request.queryParam("preview"));
        ParkedItemView view = new ParkedItemView(
                waiting,
                preview ? parking.preview(waiting.changes()) : List.of(),
                preview,
                result,
                parking.clock().instant());
        pages.show(request, Place.PARKED, "Parked " + item.table() + "/" + item.key(), "parked/item.jte", view);
    }
}
