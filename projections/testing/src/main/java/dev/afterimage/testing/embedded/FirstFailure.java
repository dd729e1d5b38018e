package dev.afterimage.testing.embedded;

import dev.afterimage.change.ChangeId;
import dev.afterimage.lane.Lane;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.StopSwitch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stops at the first change that cannot be applied: in a test nobody is there to mend it. */
final class FirstFailure implements PipelineListener {
    private final StopSwitch stop = new StopSwitch();
    private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

    @Override
    public void halted(Lane lane, Optional<ChangeId> change, String why, Duration delay) {
        String what = change.map(id -> "change " + id).orElse("a change of table " + lane.table());
        reason.compareAndSet(null, what + " cannot be applied in DynamoDB: " + why);
        stop.raise();
    }

    StopSwitch stop() {
        return stop;
    }

    /** An {@link AssertionError} that says what failed and why. */
    void orThrow() {
        Optional.ofNullable(reason.get()).ifPresent(why -> {
            throw new AssertionError(why);
        });
    }
}
