package dev.afterimage.seed.traffic;

import java.time.Duration;
import java.util.Optional;

/**
 * How the traffic runs. Immutable; the {@code with…} methods answer a changed copy.
 *
 * @param rate actions a second; as fast as it goes without
 * @param longestLife how long what lapses soon lives at most
 */
public record TrafficSettings(Mix mix, Optional<Double> rate, int threads, long seed, Duration longestLife) {
    private static final TrafficSettings LIGHT =
            new TrafficSettings(Mix.BALANCED, Optional.of(20.0), 4, 1, Duration.ofSeconds(15));

    public TrafficSettings {
        if (rate.filter(perSecond -> !(perSecond > 0 && perSecond <= 100_000)).isPresent()) {
            throw new IllegalArgumentException("a rate is above 0 and at most 100000, not " + rate.get());
        }
        if (threads < 1 || threads > 256) {
            throw new IllegalArgumentException("there are 1 to 256 threads, not " + threads);
        }
        if (longestLife.toSeconds() < 1) {
            throw new IllegalArgumentException("the longest life is a second or more, not " + longestLife);
        }
    }

    /** Twenty actions a second of a bit of everything. */
    public static TrafficSettings light() {
        return LIGHT;
    }

    public TrafficSettings withMix(Mix other) {
        return new TrafficSettings(other, rate, threads, seed, longestLife);
    }

    public TrafficSettings withRate(double perSecond) {
        return new TrafficSettings(mix, Optional.of(perSecond), threads, seed, longestLife);
    }

    public TrafficSettings asFastAsItGoes() {
        return new TrafficSettings(mix, Optional.empty(), threads, seed, longestLife);
    }

    public TrafficSettings withThreads(int number) {
        return new TrafficSettings(mix, rate, number, seed, longestLife);
    }

    public TrafficSettings withSeed(long other) {
        return new TrafficSettings(mix, rate, threads, other, longestLife);
    }

    public TrafficSettings withLongestLife(Duration other) {
        return new TrafficSettings(mix, rate, threads, seed, other);
    }
}
