package dev.afterimage.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the time of a lane's oldest unapplied change moved in the last two minutes. Immutable. */
public final class LaneTrend {
    /** Nothing is known of how it moved. */
    public static final LaneTrend NONE = new LaneTrend(List.of());

    private static final Duration WINDOW = Duration.ofMinutes(2);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final List<Point> points;

    /** Where it stood. */
    private record Point(Instant at, Instant oldest) {}

    private LaneTrend(List<Point> points) {
        this.points = List.copyOf(points);
    }

    /** The same with where it stands now. */
    public LaneTrend with(Instant now, Instant oldest) {
        List<Point> kept = new ArrayList<>(points);
        kept.removeIf(point -> point.at().isBefore(now.minus(WINDOW)));
        kept.add(new Point(now, oldest));
        return new LaneTrend(kept);
    }

    /**
     * How many seconds of changes are applied a second, where the oldest is this one now: 1 keeps the distance, 0 stands
     * still. Empty where it has not been watched for a second.
     */
    Optional<Double> rate(Instant now, Instant oldest) {
        return points.stream()
                .findFirst()
                .filter(first -> Duration.between(first.at(), now).compareTo(SHORTEST) >= 0)
                .map(first -> Math.max(0, seconds(first.oldest(), oldest) / seconds(first.at(), now)));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }
}
