package dev.afterimage.simulation;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.commit.Transaction;
import dev.afterimage.feed.Fence;
import dev.afterimage.feed.Recorder;
import dev.afterimage.feed.RecorderId;
import dev.afterimage.feed.Recorders;
import dev.afterimage.feed.Recording;
import dev.afterimage.feed.RecordingCommitter;
import dev.afterimage.pipeline.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** A worker's process: its clock is wrong, and now and then corrected; it hangs, and it dies. */
final class FeedHost {
    private static final int WRONG_BY_SECONDS = 300;

    private final boolean mortal;
    private final Network network;
    private final Turns turns;
    private final InstantSource time;
    private final Instant start;
    private final Random random;
    private final Recorders stored;
    private final InMemoryCommitter tables;
    private final Recorder recorder;
    private final Committer door;
    private Duration wrongBy = Duration.ZERO;
    private Instant hangsUntil = Instant.MIN;
    private boolean dead;
    private Optional<Object> sayer = Optional.empty();

    FeedHost(String name, boolean mortal, FeedWorld world, Random random) {
        this.mortal = mortal;
        this.network = world.network();
        this.turns = world.turns();
        this.time = world.clock();
        this.start = time.instant();
        this.random = random;
        this.stored = world.recorders();
        this.tables = world.tables();
        setClock();
        RecorderId id = RecorderId.starting(name, start);
        this.recorder = new Recorder(id, new Far(), fence(), this::now, this::uptime);
        RecordingCommitter recording = new RecordingCommitter(this::commitFar, recorder);
        this.door = transaction -> whileSaying(() -> recording.commit(transaction));
    }

    /** Commits as a worker does. */
    Committer door() {
        return door;
    }

    Instant now() {
        return time.instant().plus(wrongBy);
    }

    Duration uptime() {
        return Duration.between(start, time.instant());
    }

    Recorders far() {
        return new Far();
    }

    Fence fence() {
        return new Fence(tables, this::fenceFar, this::now);
    }

    void hang(Instant until) {
        hangsUntil = until;
    }

    boolean hangs() {
        return !dead && time.instant().isBefore(hangsUntil);
    }

    void die() {
        dead = mortal;
    }

    boolean isDead() {
        return dead;
    }

    void requireAlive() {
        if (dead) {
            throw new Crash();
        }
    }

    RecorderId id() {
        return recorder.id();
    }

    /** Now and then whoever works here is to stop, and those who wait let others go on. */
    StopSignal stop() {
        return new StopSignal() {
            private boolean raised;

            @Override
            public boolean raised() {
                raised |= random.nextInt(12) == 0;
                return raised;
            }

            @Override
            public boolean pause(Duration duration) {
                network.sleep(duration, FeedHost.this::hangs);
                requireAlive();
                return !raised();
            }
        };
    }

    /** Says how far it is, when it is time to. */
    void beatInTime() {
        network.sleep(Recorder.BEAT, this::hangs);
        if (random.nextInt(20) == 0) {
            setClock();
        }
        if (!dead) {
            saying(recorder::beat);
        }
    }

    /** Ends as one should. */
    void close() {
        saying(recorder::close);
    }

    private void saying(Runnable work) {
        try {
            whileSaying(() -> {
                work.run();
                return true;
            });
        } catch (Crash crash) {
            dead = true;
        }
    }

    private void setClock() {
        wrongBy = Duration.ofMillis(random.nextInt(2_000 * WRONG_BY_SECONDS) - 1_000L * WRONG_BY_SECONDS);
    }

    /** The recorder's own lock would stop all who take turns, so nobody comes in its way. */
    private <T> T whileSaying(Supplier<T> work) {
        turns.until(() -> sayer.isEmpty() || dead);
        requireAlive();
        Optional<Object> me = Optional.of(new Object());
        sayer = me;
        try {
            return work.get();
        } finally {
            sayer = sayer.equals(me) ? Optional.empty() : sayer;
        }
    }

    /** The recorder has let go of its lock by now. */
    private CommitOutcome commitFar(Transaction transaction) {
        sayer = Optional.empty();
        return fenceFar(transaction);
    }

    private CommitOutcome fenceFar(Transaction transaction) {
        return network.call(this, () -> tables.commit(transaction), () -> new CommitOutcome.Unanswered("lost"));
    }

    /** The recordings, over the network. */
    private final class Far implements Recorders {
        @Override
        public List<Recording> all() {
            return network.call(FeedHost.this, stored::all, () -> {
                throw lost();
            });
        }

        @Override
        public boolean put(Recording next) {
            return network.call(FeedHost.this, () -> stored.put(next), () -> {
                throw lost();
            });
        }

        @Override
        public void forget(Recording recording) {
            network.call(
                    FeedHost.this,
                    () -> {
                        stored.forget(recording);
                        return true;
                    },
                    () -> {
                        throw lost();
                    });
        }

        private static IllegalStateException lost() {
            return new IllegalStateException("no answer");
        }
    }
}
