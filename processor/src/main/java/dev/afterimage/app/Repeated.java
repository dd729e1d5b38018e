package dev.afterimage.app;

import dev.afterimage.pipeline.StopSwitch;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again on a thread of its own, until it is closed; also where it failed once. */
final class Repeated implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Repeated.class);

    private final StopSwitch stop = new StopSwitch();

    private Repeated() {}

    static Repeated every(Duration pause, String name, Runnable action) {
        Repeated repeated = new Repeated();
        Thread.ofPlatform().daemon(true).name(name).start(() -> {
            while (repeated.stop.pause(pause)) {
                run(name, action);
            }
        });
        return repeated;
    }

    private static void run(String name, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException bug) {
            LOG.error("{} failed, and is done again", name, bug);
        }
    }

    @Override
    public void close() {
        stop.raise();
    }
}
