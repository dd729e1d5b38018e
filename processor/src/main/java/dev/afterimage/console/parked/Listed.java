package dev.afterimage.console.parked;

import dev.afterimage.ledger.Cursor;
import dev.afterimage.parking.Marker;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/**
 * Some of the items that wait.
 *
 * @param all every item that is meant
 * @param markers those of this page
 * @param next where to go on; empty where nothing is left
 */
record Listed(ParkedFilter filter, List<Marker> all, List<Marker> markers, Optional<Cursor> next) {
    static Listed of(Parking parking, Context request) {
        ParkedFilter filter = ParkedFilter.of(request);
        Optional<String> after = Parameters.cursor(request).map(Cursor::place);
        List<Marker> all = parking.markers(filter);
        List<Marker> rest = all.stream()
                .filter(marker -> after.map(place -> ParkedFilter.place(marker).compareTo(place) > 0)
                        .orElse(true))
                .toList();
        List<Marker> shown = rest.subList(0, Math.min(rest.size(), Parameters.limit(request)));
        Optional<Cursor> next = shown.size() == rest.size()
                ? Optional.empty()
                : Optional.of(Cursor.of(ParkedFilter.place(shown.getLast())));
        return new Listed(filter, all, shown, next);
    }

    long changes() {
        return all.stream().mapToLong(Marker::waiting).sum();
    }
}
