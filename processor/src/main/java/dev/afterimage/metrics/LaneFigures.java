package dev.afterimage.metrics;

import dev.afterimage.item.TableName;
import dev.afterimage.stream.kcl.LaneHealth;
import dev.afterimage.telemetry.Freshness;
import dev.afterimage.telemetry.LaneFreshness;
import dev.afterimage.telemetry.Tallies;
import java.util.List;

/** What is known of the lanes at one moment. Immutable. */
public record LaneFigures(Tallies tallies, Freshness freshness, List<LaneHealth> lanes) {
    public LaneFigures {
        lanes = List.copyOf(lanes);
    }

    /** How fresh the lanes of a table are. */
    List<LaneFreshness> of(TableName table) {
        return freshness.lanes().stream()
                .filter(lane -> lane.lane().table().equals(table))
                .toList();
    }
}
