package dev.afterimage.telemetry;

import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What happened in all lanes up to one moment. Immutable.
 *
 * @param lanes the lanes that are followed and those that ended last, in the order of their names
 * @param tables for each table, over every lane that was ever followed here
 */
public record Tallies(Instant at, List<LaneTally> lanes, Map<TableName, Counts> tables) {
    public Tallies {
        lanes = List.copyOf(lanes);
        tables = Map.copyOf(tables);
    }

    /** Over all tables. */
    public Counts totals() {
        return tables.values().stream().reduce(Counts.NONE, Counts::plus);
    }

    public Optional<LaneTally> of(Lane lane) {
        return lanes.stream().filter(tally -> tally.lane().equals(lane)).findFirst();
    }

    /** The lanes that are followed now. */
    public List<LaneTally> followed() {
        return lanes.stream().filter(tally -> !tally.state().ended()).toList();
    }

    public List<LaneTally> halted() {
        return lanes.stream()
                .filter(tally -> tally.state() instanceof LaneState.Halted)
                .toList();
    }

    /** One line for people. */
    public String summary() {
        Counts totals = totals();
        return String.format(
                Locale.ROOT,
                "%,d %s%s: %,d changes read, %,d applied, %,d parked, %,d already applied, %,d pending, %,d expired, %,d commits,"
                        + " %,d retries",
                followed().size(),
                followed().size() == 1 ? "lane" : "lanes",
                halted().isEmpty() ? "" : " (" + halted().size() + " HALTED)",
                totals.read(),
                totals.applied(),
                totals.parked(),
                totals.alreadyApplied(),
                totals.pending(),
                totals.expired(),
                totals.commits(),
                totals.retries());
    }

    /** What these lanes have counted, by table, on top of something. */
    static Map<TableName, Counts> sum(List<LaneTally> lanes, Map<TableName, Counts> more) {
        Map<TableName, Counts> tables = new HashMap<>(more);
        lanes.forEach(tally -> tables.merge(tally.lane().table(), tally.counts(), Counts::plus));
        return tables;
    }
}
