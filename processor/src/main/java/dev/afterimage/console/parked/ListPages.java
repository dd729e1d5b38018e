package dev.afterimage.console.parked;

import dev.afterimage.console.web.Access;
import dev.afterimage.console.web.Address;
import dev.afterimage.console.web.Pages;
import dev.afterimage.console.web.Place;
import dev.afterimage.item.TableName;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedItem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The page of all items that wait. Thread-safe. */
public final class ListPages {
    private final Parking parking;
    private final Pages pages;

    /**
     * What the page shows.
     *
     * @param tables the tables that are followed
     * @param more where to go on; empty where nothing is left
     * @param job the job at work, or the last one
     */
    public record Model(
            List<TableName> tables,
            ParkedFilter filter,
            List<Marker> markers,
            int items,
            long changes,
            Optional<Address> more,
            Optional<JobState> job,
            Instant now) {
        /** Where an item is shown. */
        public String link(ParkedItem item) {
            return ParkedLinks.item(item).toString();
        }
    }

    ListPages(Parking parking, Pages pages) {
        this.parking = parking;
        this.pages = pages;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/parked", this::show, Access.READ);
    }

    private void show(Context request) {
        Listed listed = Listed.of(parking, request);
        Address here = listed.filter().with(ParkedLinks.LIST).with("limit", Parameters.given(request, "limit"));
        Model model = new Model(
                parking.parts().tables(),
                listed.filter(),
                listed.markers(),
                listed.all().size(),
                listed.changes(),
                listed.next().map(cursor -> here.with("cursor", cursor.token())),
                parking.jobs().state(),
                parking.clock().instant());
        if (Pages.isPartAsked(request)) {
            pages.showPart(request, "parked/found.jte", model);
        } else {
            pages.show(request, Place.PARKED, "Parked", "parked/list.jte", model);
        }
    }
}
