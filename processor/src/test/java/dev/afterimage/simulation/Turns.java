package dev.afterimage.simulation;

import dev.afterimage.pipeline.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Lets tasks take turns, only one at a time running, in an order drawn from a seed, so that a run can be repeated
 * exactly. The clock goes on with each turn. Some tasks get many turns in a row: to them the others look as if they had
 * hung for a long time.
 */
final class Turns {
    private static final int MOST = 30_000;

    private final Random random;
    private final ManualClock clock;
    private final int turnsInARow;
    private final List<Task> alive = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private Optional<Task> running = Optional.empty();
    private Optional<Throwable> failure = Optional.empty();
    private int passed;

    /** Something that takes turns. */
    static final class Task {
        private final String name;
        private final Runnable work;
        private final Semaphore turn = new Semaphore(0);
        private BooleanSupplier ready = Turns::atAnyTime;

        Task(String name, Runnable work) {
            this.name = name;
            this.work = work;
        }
    }

    /** Ends the other tasks after one has failed. */
    private static final class Abandoned extends Error {
        private static final long serialVersionUID = 1;
    }

    Turns(Random random, ManualClock clock) {
        this.random = random;
        this.clock = clock;
        this.turnsInARow = 1 + random.nextInt(12);
    }

    /** Whose turn it is. */
    String actor() {
        return running.map(task -> task.name).orElse("");
    }

    /** Runs the tasks to their ends; throws what the first that failed has thrown. */
    void run(List<Task> tasks) {
        alive.addAll(tasks);
        tasks.forEach(task -> Thread.ofVirtual().start(() -> run(task)));
        wakeOne();
        awaitEnd();
        running = Optional.empty();
        failure.ifPresent(thrown -> {
            throw new AssertionError(thrown.toString(), thrown);
        });
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("told to stop", stop);
        }
    }

    /** Called by the running task wherever others may come in between. */
    void pass() {
        go();
        if (random.nextInt(turnsInARow) == 0) {
            handOver(Turns::atAnyTime);
        }
    }

    /** The same, and time passes. */
    void pass(Duration duration) {
        clock.advance(duration);
        pass();
    }

    /** Lets others go on until this holds, which must depend on what they do alone. */
    void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            go();
            handOver(condition);
        }
    }

    private static boolean atAnyTime() {
        return true;
    }

    private void go() {
        if (++passed > MOST) {
            throw new AssertionError("no end after " + MOST + " turns");
        }
        clock.advance(Duration.ofMillis(1 + random.nextInt(20)));
    }

    private void handOver(BooleanSupplier ready) {
        Task me = running.orElseThrow();
        me.ready = ready;
        wakeOne();
        waitForTurn(me);
    }

    private void run(Task task) {
        try {
            waitForTurn(task);
            task.work.run();
        } catch (Abandoned other) {
            // The failure of the other is the one to tell.
        } catch (Throwable thrown) {
            failure = failure.or(() -> Optional.of(thrown));
        }
        alive.remove(task);
        if (alive.isEmpty()) {
            end.countDown();
        } else {
            wakeOne();
        }
    }

    private void wakeOne() {
        Task next = next();
        running = Optional.of(next);
        next.turn.release();
    }

    private Task next() {
        int first = random.nextInt(alive.size());
        for (int i = 0; i < alive.size() && failure.isEmpty(); i++) {
            Task task = alive.get((first + i) % alive.size());
            if (task.ready.getAsBoolean()) {
                return task;
            }
        }
        failure = failure.or(() -> Optional.of(new AssertionError("everybody waits for another")));
        return alive.get(first);
    }

    private void waitForTurn(Task me) {
        me.turn.acquireUninterruptibly();
        if (failure.isPresent()) {
            throw new Abandoned();
        }
    }
}
