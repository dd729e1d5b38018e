package dev.afterimage.demo.bench;

import dev.afterimage.stream.kcl.StreamSettings;
import java.time.Duration;

/** The settings under which leases are measured. */
enum LeaseTimes {
    PRODUCTION,
    EMBEDDED;

    StreamSettings settings() {
        return switch (this) {
            case PRODUCTION -> StreamSettings.production().withLeaseTables(true);
            case EMBEDDED -> StreamSettings.embedded();
        };
    }

    /** By then a worker has taken part in everything, as one that has run for long. */
    Duration settled() {
        StreamSettings.Leasing leasing = settings().leasing();
        return leasing.look().multipliedBy(5);
    }
}
