package dev.afterimage.console.parked;

import dev.afterimage.console.web.Address;
import dev.afterimage.inspection.ItemReference;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.Timestamp;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedRows;
import dev.afterimage.projection.ProjectionName;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which of the items that wait are meant.
 *
 * @param table the text that names a table or an item of it; empty for all tables that are followed
 */
public record ParkedFilter(Optional<String> table, Optional<ProjectionName> projection) {
    static final ParkedFilter ALL = new ParkedFilter(Optional.empty(), Optional.empty());

    /** As the request says, by its address or its form. */
    static ParkedFilter of(Context request) {
        return new ParkedFilter(
                Parameters.given(request, "table"),
                Parameters.given(request, "projection").map(ProjectionName::new));
    }

    /** Those that are meant, the one that has waited longest first. */
    List<Marker> markers(ParkingParts parts) {
        Optional<ItemReference> item =
                table.filter(text -> text.contains("/")).map(text -> ItemReference.parse(text, parts.keys()));
        List<TableName> tables = table.map(
                        text -> List.of(item.map(ItemReference::table).orElseGet(() -> ItemReference.tableName(text))))
                .orElse(parts.tables());
        return tables.stream()
                .flatMap(name -> parts.lot().markers(name).stream())
                .filter(marker -> item.map(ItemReference::key)
                        .map(marker.item().key()::equals)
                        .orElse(true))
                .filter(marker ->
                        projection.map(marker.item().projection()::equals).orElse(true))
                .sorted(Comparator.comparing(ParkedFilter::place))
                .toList();
    }

    /** Where a marker is among all. */
    static String place(Marker marker) {
        return Timestamp.of(marker.since()) + " " + ParkedRows.queue(marker.item());
    }

    /** An address with what is meant. */
    Address with(Address address) {
        return address.with("table", table).with("projection", projection.map(ProjectionName::value));
    }

    public String projectionText() {
        return projection.map(ProjectionName::value).orElse("");
    }

    public boolean isAll() {
        return equals(ALL);
    }
}
