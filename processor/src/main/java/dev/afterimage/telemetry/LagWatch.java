package dev.afterimage.telemetry;

import dev.afterimage.lane.Lane;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how fresh the lanes are: each run takes a look, by which it knows how they move, and warns where changes may be
 * lost. Run it every few seconds. Thread-safe.
 */
public final class LagWatch implements Runnable {
    private final Supplier<List<LaneSighting>> lanes;
    private final FreshnessRules rules;
    private final InstantSource clock;
    private final LossWarnings warnings;
    private Map<Lane, LaneTrend> trends = Map.of();

    public LagWatch(Supplier<List<LaneSighting>> lanes, FreshnessRules rules, InstantSource clock) {
        this(lanes, rules, clock, LoggerFactory.getLogger(LagWatch.class));
    }

    LagWatch(Supplier<List<LaneSighting>> lanes, FreshnessRules rules, InstantSource clock, Logger log) {
        this.lanes = lanes;
        this.rules = rules;
        this.clock = clock;
        this.warnings = new LossWarnings(log);
    }

    /** How fresh each lane is now, moving as the last looks have seen it. */
    public synchronized Freshness snapshot() {
        List<LaneSighting> seen = lanes.get();
        Instant now = clock.instant();
        return new Freshness(
                now,
                seen.stream()
                        .map(lane -> rules.judge(lane, trends.getOrDefault(lane.lane(), LaneTrend.NONE), now))
                        .sorted(Comparator.comparing(LaneFreshness::lane))
                        .toList());
    }

    @Override
    public synchronized void run() {
        Freshness now = snapshot();
        Map<Lane, LaneTrend> moved = new HashMap<>();
        now.lanes()
                .forEach(lane -> lane.unapplied()
                        .oldest()
                        .ifPresent(oldest -> moved.put(
                                lane.lane(),
                                trends.getOrDefault(lane.lane(), LaneTrend.NONE).with(now.at(), oldest))));
        trends = moved;
        warnings.look(now);
    }
}
