package dev.afterimage.cli;

import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.pipeline.StopSwitch;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How this process ends. Where a verb listened to signals, they let it return, and the process ends with the code that it
 * returned, where the JVM by itself would end with 143 or 130; if it takes too long, with 1. The exit is explicit in any
 * case, since libraries leave threads behind. Thread-safe.
 */
public final class ProcessTermination implements Termination {
    private final StopSwitch asked = new StopSwitch();
    private final CountDownLatch returned = new CountDownLatch(1);
    private final AtomicBoolean listening = new AtomicBoolean();
    private volatile int code;

    @Override
    public StopSignal listen(Duration patience) {
        if (listening.compareAndSet(false, true)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> onSignal(patience), "termination"));
        }
        return asked;
    }

    /** Ends the process with the code of the verb that has returned. */
    public void exit(int verbsCode) {
        code = verbsCode;
        returned.countDown();
        // Where a signal has come, this waits for the hook, which ends the process.
        System.exit(verbsCode);
    }

    private void onSignal(Duration patience) {
        asked.raise();
        try {
            if (returned.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                Runtime.getRuntime().halt(code);
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        System.err.println("afterimage: did not get ready within " + patience.toSeconds()
                + " s and leaves without it; the next start goes on from the stored positions");
        Runtime.getRuntime().halt(1);
    }
}
