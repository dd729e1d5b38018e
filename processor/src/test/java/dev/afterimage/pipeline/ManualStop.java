package dev.afterimage.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A stop signal whose pauses pass at once: they advance the clock and run what the test does meanwhile. For one thread. */
public final class ManualStop implements StopSignal {
    private final ManualClock clock;
    private final List<Duration> pauses = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private boolean raised;

    public ManualStop(ManualClock clock) {
        this.clock = clock;
    }

    /** What happens during each pause. */
    public void duringPauses(Runnable action) {
        meanwhile = action;
    }

    public void raise() {
        raised = true;
    }

    public void lower() {
        raised = false;
    }

    public List<Duration> pauses() {
        return pauses;
    }

    @Override
    public boolean raised() {
        return raised;
    }

    @Override
    public boolean pause(Duration duration) {
        if (pauses.size() > 10_000) {
            throw new AssertionError("10,000 pauses and no end");
        }
        pauses.add(duration);
        clock.advance(duration);
        meanwhile.run();
        return !raised;
    }
}
