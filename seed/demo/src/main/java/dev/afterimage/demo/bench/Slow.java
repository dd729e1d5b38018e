package dev.afterimage.demo.bench;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.Transaction;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A committer that is as far away as this. */
record Slow(Committer committer, Duration distance) implements Committer {
    @Override
    public CommitOutcome commit(Transaction plan) {
        travel(distance);
        return committer.commit(plan);
    }

    static void travel(Duration distance) {
        long end = System.nanoTime() + distance.toNanos();
        for (long left = distance.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
