package dev.afterimage.app;

import dev.afterimage.lane.Lane;
import dev.afterimage.stream.fetch.ShardReading;
import dev.afterimage.stream.kcl.LaneHealth;
import dev.afterimage.telemetry.LaneSighting;
import java.util.List;
import java.util.Set;

/** What a worker knows of its lanes, as that from which their freshness follows. Pure. */
public final class LaneSightings {
    private static final Set<LaneHealth.State> PRESENT =
            Set.of(LaneHealth.State.OPENING, LaneHealth.State.FOLLOWING, LaneHealth.State.HALTED);

    private LaneSightings() {}

    /**
     * The lanes that are followed or about to be.
     *
     * @param halted those whose changes cannot be applied before somebody mends something
     */
    public static List<LaneSighting> of(List<LaneHealth> lanes, Set<Lane> halted) {
        return lanes.stream()
                .filter(lane -> PRESENT.contains(lane.state()))
                .map(lane -> new LaneSighting(
                        lane.lane(),
                        new LaneSighting.Reading(
                                lane.reading().since(), lane.reading().last(), reach(lane.reading()), lane.through()),
                        lane.waiting(),
                        lane.state() == LaneHealth.State.HALTED || halted.contains(lane.lane())))
                .toList();
    }

    private static LaneSighting.Reach reach(ShardReading reading) {
        if (!reading.begun()) {
            return LaneSighting.Reach.WAITING;
        }
        if (reading.atTip()) {
            return LaneSighting.Reach.TIP;
        }
        return reading.newest().isPresent() ? LaneSighting.Reach.MORE : LaneSighting.Reach.BEGUN;
    }
}
