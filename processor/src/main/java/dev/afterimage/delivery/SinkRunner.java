package dev.afterimage.delivery;

import dev.afterimage.feed.ExpiryFeed;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.pipeline.StopSwitch;
import java.time.Duration;
import java.util.Optional;

/** Delivers to one sink on a thread of its own whenever no other worker does, until it is told to stop. */
final class SinkRunner {
    private final SinkPlan plan;
    private final DeliveryParts parts;
    private final Claim claim;
    private final StopSwitch stop = new StopSwitch();
    private final Thread thread;

    SinkRunner(SinkPlan plan, DeliveryParts parts) {
        this.plan = plan;
        this.parts = parts;
        this.claim = new Claim(plan.name(), parts.states(), parts.worker(), parts.failover(), parts.uptime());
        this.thread = Thread.ofVirtual().name("sink-" + plan.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stop.raise();
    }

    /** Waits for its end, and then no longer for whatever it waits for. */
    void await(Duration patience) throws InterruptedException {
        if (!thread.join(patience)) {
            thread.interrupt();
            thread.join(patience);
        }
    }

    private void run() {
        int failed = 0;
        while (!stop.raised()) {
            try {
                claim.attempt(this::begin).ifPresentOrElse(this::deliver, () -> stop.pause(parts.beat()));
                failed = 0;
            } catch (RuntimeException failure) {
                failed++;
                Duration delay = parts.failures().beforeRetry(failed);
                parts.listener().retrying(plan.name(), inWords(failure), failed, delay);
                stop.pause(delay);
            }
        }
    }

    private Cursor begin() {
        Optional<Cursor> since = plan.since().map(ExpiryFeed::before);
        return since.orElseGet(parts.feed()::latest);
    }

    private void deliver(Hold hold) {
        StopSwitch ended = new StopSwitch();
        Thread.ofVirtual().name("sink-" + plan.name() + "-hold").start(() -> renew(hold, ended));
        parts.listener().began(plan.name(), hold.progress());
        try {
            new Delivering(plan, hold, parts, stop).run();
        } finally {
            ended.raise();
            hold.release();
            parts.listener().left(plan.name());
        }
    }

    private void renew(Hold hold, StopSwitch ended) {
        while (ended.pause(parts.beat()) && !hold.isLost()) {
            try {
                hold.store();
            } catch (RuntimeException failed) {
                parts.listener().retrying(plan.name(), inWords(failed), 1, parts.beat());
            }
        }
    }

    private static String inWords(RuntimeException failure) {
        return "its state cannot be read or stored: " + failure;
    }
}
