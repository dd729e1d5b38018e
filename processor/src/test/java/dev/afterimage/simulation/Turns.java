package dev.afterimage.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * Lets tasks take turns, only one at a time running, in an order drawn from a seed, so that a run can be repeated
 * exactly. Some tasks get many turns in a row: to them the others look as if they had hung for a long time.
 */
final class Turns {
    private static final int MOST = 200_000;

    private final Random random;
    private final int turnsInARow;
    private final List<Task> alive = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private Optional<Task> running = Optional.empty();
    private Optional<Throwable> failure = Optional.empty();
    private int passed;

    private record Task(Runnable work, Semaphore turn) {}

    /** Ends the other tasks after one has failed. */
    private static final class Abandoned extends Error {
        private static final long serialVersionUID = 1;
    }

    Turns(Random random) {
        this.random = random;
        this.turnsInARow = 1 + random.nextInt(12);
    }

    /** Runs the tasks to their ends; throws what the first that failed has thrown. */
    void run(List<Runnable> tasks) throws InterruptedException {
        tasks.forEach(work -> alive.add(new Task(work, new Semaphore(0))));
        alive.forEach(task -> Thread.ofVirtual().start(() -> run(task)));
        wakeOne();
        end.await();
        failure.ifPresent(thrown -> {
            throw new AssertionError(thrown.toString(), thrown);
        });
    }

    /** Called by the running task wherever others may come in between. */
    void pass() {
        if (++passed > MOST) {
            throw new AssertionError("no end after " + MOST + " turns");
        }
        Task me = running.orElseThrow();
        if (random.nextInt(turnsInARow) == 0) {
            wakeOne();
            waitForTurn(me);
        }
    }

    private void run(Task task) {
        try {
            waitForTurn(task);
            task.work().run();
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
        Task next = alive.get(random.nextInt(alive.size()));
        running = Optional.of(next);
        next.turn().release();
    }

    private void waitForTurn(Task me) {
        me.turn().acquireUninterruptibly();
        if (failure.isPresent()) {
            throw new Abandoned();
        }
    }
}
