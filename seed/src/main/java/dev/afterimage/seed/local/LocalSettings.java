package dev.afterimage.seed.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How {@link LocalDynamo} runs. Immutable; the {@code with…} methods answer a changed copy.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for a free one
 * @param data the folder that keeps the data; in memory without
 * @param sweepEvery the pause between two searches for lapsed items
 */
public record LocalSettings(String host, int port, Optional<Path> data, Duration sweepEvery) {
    /** The port that DynamoDB Local's users expect. */
    public static final int USUAL_PORT = 8000;

    private static final LocalSettings IN_MEMORY =
            new LocalSettings("127.0.0.1", 0, Optional.empty(), Duration.ofMillis(500));

    public LocalSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
        }
        if (!sweepEvery.isPositive()) {
            throw new IllegalArgumentException("the pause between two sweeps must be positive");
        }
    }

    /** In memory, on a free port, reachable from this machine only. */
    public static LocalSettings inMemory() {
        return IN_MEMORY;
    }

    public LocalSettings withHost(String other) {
        return new LocalSettings(other, port, data, sweepEvery);
    }

    public LocalSettings withPort(int other) {
        return new LocalSettings(host, other, data, sweepEvery);
    }

    public LocalSettings withData(Path folder) {
        return new LocalSettings(host, port, Optional.of(folder), sweepEvery);
    }

    public LocalSettings withSweepEvery(Duration pause) {
        return new LocalSettings(host, port, data, pause);
    }
}
