package dev.afterimage.cli;

import dev.afterimage.config.Config;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkingLot;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that narrow down which parked items are meant. */
final class ParkedScope {
    @Option(names = "--table", paramLabel = "TABLE", description = "Only items of this table; may be given again.")
    private @Nullable List<String> tables;

    @Option(
            names = "--projection",
            paramLabel = "PROJECTION",
            description = "Only what waits for this projection; may be given again.")
    private @Nullable List<String> projections;

    boolean isGiven() {
        return tables != null || projections != null;
    }

    /** The items that wait, table after table. */
    List<Marker> markers(ParkingLot lot, Config config) {
        return NamedTables.of(tables, config).stream()
                .flatMap(table -> lot.markers(table).stream())
                .filter(this::isMeant)
                .toList();
    }

    private boolean isMeant(Marker marker) {
        return projections == null
                || projections.contains(marker.item().projection().value());
    }
}
