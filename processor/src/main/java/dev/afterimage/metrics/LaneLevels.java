package dev.afterimage.metrics;

import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.stream.kcl.LaneHealth;
import dev.afterimage.telemetry.Alarm;
import dev.afterimage.telemetry.LaneTally;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How many lanes of each table this worker has, and in which state. For one thread. */
final class LaneLevels {
    private static final List<LaneHealth.State> PRESENT =
            List.of(LaneHealth.State.OPENING, LaneHealth.State.FOLLOWING, LaneHealth.State.HALTED);
    private static final List<Alarm> ALARMS = List.of(Alarm.WARNING, Alarm.URGENT);

    private final List<TableName> tables;
    private final Levels lanes;
    private final Levels leases;
    private final Levels unread;
    private final Levels alarmed;

    LaneLevels(List<TableName> tables, MeterRegistry registry) {
        this.tables = List.copyOf(tables);
        this.lanes = Levels.of("afterimage.lanes", "Lanes that this worker has.", registry);
        this.leases = Levels.of("afterimage.leases.held", "Shards whose lease this worker holds.", registry);
        this.unread = Levels.of("afterimage.lanes.unread", "Lanes whose shard cannot be read.", registry);
        this.alarmed = Levels.of(
                "afterimage.lanes.alarmed",
                "Lanes that have used up half, or three quarters, of the stream.",
                registry);
    }

    void look(LaneFigures figures) {
        Set<Lane> halted =
                figures.tallies().halted().stream().map(LaneTally::lane).collect(Collectors.toSet());
        tables.forEach(table -> look(table, figures, halted));
        List.of(lanes, leases, unread, alarmed).forEach(Levels::show);
    }

    private void look(TableName table, LaneFigures figures, Set<Lane> halted) {
        List<LaneHealth> present = figures.lanes().stream()
                .filter(lane -> lane.lane().table().equals(table) && PRESENT.contains(lane.state()))
                .toList();
        Map<LaneHealth.State, Integer> states = new EnumMap<>(LaneHealth.State.class);
        PRESENT.forEach(state -> states.put(state, 0));
        present.forEach(lane -> states.merge(state(lane, halted), 1, Integer::sum));
        states.forEach((state, count) -> lanes.see(Names.of(table).and("state", Names.text(state)), count));
        leases.see(
                Names.of(table),
                present.stream().map(lane -> lane.lane().shard()).distinct().count());
        unread.see(
                Names.of(table),
                figures.of(table).stream().filter(lane -> lane.unread()).count());
        ALARMS.forEach(alarm -> alarmed.see(
                Names.of(table).and("alarm", Names.text(alarm)),
                figures.of(table).stream().filter(lane -> lane.alarm() == alarm).count()));
    }

    private static LaneHealth.State state(LaneHealth lane, Set<Lane> halted) {
        return halted.contains(lane.lane()) ? LaneHealth.State.HALTED : lane.state();
    }
}
