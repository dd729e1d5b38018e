package dev.afterimage.simulation;

import dev.afterimage.pipeline.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The way of requests to the tables and of answers back: requests are slow, lost, or arrive long after nobody waits for them
 * any more, answers are lost, and the process that asks hangs or dies in the middle.
 */
final class Network {
    private static final int SLOWEST = 40_000;

    private final Random random;
    private final Turns turns;
    private final ManualClock clock;
    private final List<Runnable> onTheWay = new ArrayList<>();
    private boolean calm;
    private boolean ended;

    Network(Random random, Turns turns, ManualClock clock) {
        this.random = random;
        this.turns = turns;
        this.clock = clock;
    }

    /** A request by a process, answered or not. */
    <T> T call(FeedHost host, Supplier<T> request, Supplier<T> unanswered) {
        turns.pass();
        host.requireAlive();
        if (calm) {
            return request.get();
        }
        disturb(host);
        T answer = switch (random.nextInt(18)) {
            case 0 -> {
                onTheWay.add(() -> ignore(request.get()));
                yield unanswered.get();
            }
            case 1 -> {
                ignore(request.get());
                yield unanswered.get();
            }
            case 2 -> unanswered.get();
            default -> request.get();
        };
        turns.pass();
        disturb(host);
        return answer;
    }

    private static <T> void ignore(T unused) {}

    private void disturb(FeedHost host) {
        switch (random.nextInt(60)) {
            case 0 -> sleep(Duration.ofMillis(random.nextInt(SLOWEST)), () -> false);
            case 1 -> host.hang(clock.instant().plusMillis(random.nextInt(SLOWEST)));
            case 2 -> host.die();
            default -> {}
        }
        sleep(Duration.ZERO, host::hangs);
        host.requireAlive();
    }

    /** Lets others go on for so long, and as long as this holds. */
    void sleep(Duration duration, BooleanSupplier held) {
        Instant end = clock.instant().plus(duration);
        turns.until(() -> ended || (!clock.instant().isBefore(end) && !held.getAsBoolean()));
    }

    /** Time goes by, and what is on the way may arrive. */
    void tick() {
        turns.pass(Duration.ofMillis(random.nextInt(400)));
        if (!onTheWay.isEmpty() && random.nextInt(5) == 0) {
            onTheWay.remove(random.nextInt(onTheWay.size())).run();
        }
    }

    /** From now on every request is answered at once. */
    void calmDown() {
        calm = true;
    }

    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }
}
