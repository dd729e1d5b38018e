package dev.afterimage.console.parked;

import dev.afterimage.console.web.Pages;
import io.javalin.config.RoutesConfig;

/** Everything that the console shows of parked changes, and lets operators decide: as pages, and as JSON under {@code /api}. */
public final class Parked {
    private final Parking parking;
    private final Pages pages;

    public Parked(Parking parking, Pages pages) {
        this.parking = parking;
        this.pages = pages;
    }

    public void addTo(RoutesConfig routes) {
        new ListPages(parking, pages).addTo(routes);
        new JobPages(parking, pages).addTo(routes);
        new ParkedItemPages(parking, pages).addTo(routes);
        new ParkedApi(parking).addTo(routes);
        new JobApi(parking).addTo(routes);
    }
}
