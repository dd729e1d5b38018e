package dev.afterimage.telemetry;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs one line on all lanes each time it is run, unless nothing has happened since and nothing waits. For one thread.
 */
public final class ProgressLog implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);

    private final Supplier<Tallies> tallies;
    private final Supplier<Freshness> freshness;
    private Counts logged = Counts.NONE;

    public ProgressLog(Supplier<Tallies> tallies, Supplier<Freshness> freshness) {
        this.tallies = tallies;
        this.freshness = freshness;
    }

    @Override
    public void run() {
        Tallies now = tallies.get();
        Freshness fresh = freshness.get();
        if (!now.totals().equals(logged) || fresh.oldest().isPresent()) {
            logged = now.totals();
            LOG.info("{}, {}", now.summary(), fresh.summary());
        }
    }
}
