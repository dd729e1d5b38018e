package dev.afterimage.telemetry;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs one line on all lanes each time it is run, unless nothing has happened since. For one thread. */
public final class ProgressLog implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);

    private final Supplier<Tallies> tallies;
    private Counts logged = Counts.NONE;

    public ProgressLog(Supplier<Tallies> tallies) {
        this.tallies = tallies;
    }

    @Override
    public void run() {
        Tallies now = tallies.get();
        if (!now.totals().equals(logged)) {
            logged = now.totals();
            LOG.info("{}", now.summary());
        }
    }
}
