package dev.afterimage.stream.fetch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Lets only so many calls pass at the same time, and in a second; in the order in which they came. Thread-safe. */
public final class CallGate {
    private final Semaphore places;
    private final long between;
    private final LongSupplier nanos;
    private long next;

    CallGate(int atOnce, int perSecond) {
        this(atOnce, perSecond, System::nanoTime);
    }

    CallGate(int atOnce, int perSecond, LongSupplier nanos) {
        this.places = new Semaphore(atOnce, true);
        this.between = Duration.ofSeconds(1).toNanos() / perSecond;
        this.nanos = nanos;
        this.next = nanos.getAsLong();
    }

    /** Makes a call when it is its turn; empty where the thread was told to stop before. */
    <T> Optional<T> call(Supplier<T> call) {
        try {
            places.acquire();
            try {
                Thread.sleep(Duration.ofNanos(untilTurn()));
                return Optional.of(call.get());
            } finally {
                places.release();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** How long the next call has to wait. */
    synchronized long untilTurn() {
        long now = nanos.getAsLong();
        long turn = next - now > 0 ? next : now;
        next = turn + between;
        return turn - now;
    }
}
