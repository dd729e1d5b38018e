package dev.afterimage.metrics;

import dev.afterimage.item.TableName;
import dev.afterimage.telemetry.LaneFreshness;
import dev.afterimage.telemetry.Unapplied;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How old what is not applied is, of each table and of each lane that is behind. A table of which this worker has no lane, or
 * knows nothing yet, has no level. For one thread.
 */
final class AgeLevels {
    /** A lane is shown by name from this age on. Most never are, though shards come and go for ever. */
    private static final Duration BEHIND = Duration.ofMinutes(1);

    /** The lanes that are shown by name are the oldest, where there are more. */
    private static final int MOST_BEHIND = 100;

    private final List<TableName> tables;
    private final Levels unapplied;
    private final Levels read;
    private final Levels untilLoss;
    private final Levels behind;

    AgeLevels(List<TableName> tables, MeterRegistry registry) {
        this.tables = List.copyOf(tables);
        this.unapplied = Levels.ofSeconds(
                "afterimage.unapplied.age", "Age of the oldest change that is, or may be, not applied.", registry);
        this.read = Levels.ofSeconds(
                "afterimage.read.age", "Time since the shard was read that was not read for longest.", registry);
        this.untilLoss = Levels.ofSeconds(
                "afterimage.data.loss.in", "Time until the stream drops a change that is not applied.", registry);
        this.behind = Levels.ofSeconds(
                "afterimage.lane.unapplied.age", "The same age of each lane that is a minute behind.", registry);
    }

    void look(LaneFigures figures) {
        tables.forEach(
                table -> look(table, figures.of(table), figures.freshness().at()));
        figures.freshness().lanes().stream()
                .filter(lane -> age(lane).compareTo(BEHIND) >= 0)
                .sorted(Comparator.comparing(AgeLevels::age).reversed())
                .limit(MOST_BEHIND)
                .forEach(this::lookAtLane);
        List.of(unapplied, read, untilLoss, behind).forEach(Levels::show);
    }

    private void look(TableName table, List<LaneFreshness> lanes, Instant now) {
        Tags tags = Names.of(table);
        lanes.stream()
                .filter(lane -> !(lane.unapplied() instanceof Unapplied.Unknown))
                .map(AgeLevels::age)
                .max(Duration::compareTo)
                .ifPresent(age -> unapplied.see(tags, Names.seconds(age)));
        lanes.stream()
                .flatMap(lane -> lane.lastRead().stream())
                .min(Instant::compareTo)
                .ifPresent(last -> read.see(tags, Names.seconds(Duration.between(last, now))));
        if (!lanes.isEmpty()) {
            OptionalDouble least = lanes.stream()
                    .flatMap(lane -> lane.untilLoss().stream())
                    .mapToDouble(Names::seconds)
                    .min();
            untilLoss.see(tags, least.orElse(Double.POSITIVE_INFINITY));
        }
    }

    private void lookAtLane(LaneFreshness lane) {
        behind.see(Names.of(lane.lane().table()).and("lane", lane.lane().shardWithPart()), Names.seconds(age(lane)));
    }

    private static Duration age(LaneFreshness lane) {
        return lane.age().orElse(Duration.ZERO);
    }
}
