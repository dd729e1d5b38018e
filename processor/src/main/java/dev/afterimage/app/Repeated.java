package dev.afterimage.app;

import dev.afterimage.pipeline.StopSwitch;
import java.time.Duration;

/** Does something again and again on a thread of its own, until it is closed. */
final class Repeated implements AutoCloseable {
    private final StopSwitch stop = new StopSwitch();

    private Repeated() {}

    static Repeated every(Duration pause, String name, Runnable action) {
        Repeated repeated = new Repeated();
        Thread.ofPlatform().daemon(true).name(name).start(() -> {
            while (repeated.stop.pause(pause)) {
                action.run();
            }
        });
        return repeated;
    }

    @Override
    public void close() {
        stop.raise();
    }
}
