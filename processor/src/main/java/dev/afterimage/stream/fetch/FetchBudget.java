package dev.afterimage.stream.fetch;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Bounds what one worker has fetched and not applied, over all its shards: when commits are slow, fetching waits. Each shard
 * has an equal part of it, so none takes all. Thread-safe.
 *
 * <p>A shard that has nothing fetched may always fetch a page, of one record at least, or lanes that are halted with theirs
 * could hold up all others. As long as less than twice the budget is held it does so at once; beyond that, such shards
 * fetch one record one after the other: the next when something is applied, or nothing has moved for a second.
 */
public final class FetchBudget {
    /** What the objects of a record take in memory, beside its bytes. */
    static final int RECORD_OVERHEAD = 2048;

    /** DynamoDB ends a page at 1 MB, and a record has two images of 400 KB and their keys at most. */
    private static final long LARGEST_PAGE = 1024 * 1024;

    private static final long LARGEST_RECORD = 824 * 1024;

    private static final long STANDSTILL = Duration.ofSeconds(1).toNanos();

    /** Who has not asked for so long has lost its place in the line. */
    private static final long ABSENCE = Duration.ofSeconds(3).toNanos();

    private final long bytes;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    /** The shares that have nothing and wait, by the tickets that they drew. */
    private final TreeMap<Long, Share> line = new TreeMap<>();

    private long tickets;
    private long used;
    private int shares;
    private long typical = 2 * RECORD_OVERHEAD;
    private long lastMove;

    public FetchBudget(long bytes) {
        this(bytes, System::nanoTime);
    }

    FetchBudget(long bytes, LongSupplier nanos) {
        this.bytes = bytes;
        this.nanos = nanos;
        this.lastMove = nanos.getAsLong();
    }

    /** The part of another shard. */
    Share open() {
        lock.lock();
        try {
            shares++;
            return new Share();
        } finally {
            lock.unlock();
        }
    }

    /** How many bytes are held, or may be about to be. */
    public long used() {
        lock.lock();
        try {
            return used;
        } finally {
            lock.unlock();
        }
    }

    /** What one shard holds. Its fetcher takes and puts, one page after the other; anybody gives back. */
    final class Share {
        private final Condition turn = lock.newCondition();
        private long held;
        private long reserved;
        private long typicalHere = typical;
        private long ticket;
        private long lastAsked;
        private boolean closed;

        /**
         * How many records it may fetch now, at most so many; empty where it may fetch none within this time. What it may
         * fetch is reserved until it is put or left.
         */
        OptionalInt take(int most, Duration patience) {
            lock.lock();
            try {
                long deadline = nanos.getAsLong() + patience.toNanos();
                OptionalInt taken = tryToTake(most);
                long left = patience.toNanos();
                while (taken.isEmpty() && !closed && held == 0 && left > 0) {
                    turn.await(left, TimeUnit.NANOSECONDS);
                    taken = tryToTake(most);
                    left = deadline - nanos.getAsLong();
                }
                return taken;
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return OptionalInt.empty();
            } finally {
                lock.unlock();
            }
        }

        /** What was reserved has brought records of this weight. */
        void put(long weight, int records) {
            lock.lock();
            try {
                unreserve();
                if (!closed && records > 0) {
                    used += weight;
                    held += weight;
                    typicalHere = moved(typicalHere, weight / records);
                    typical = moved(typical, weight / records);
                }
            } finally {
                lock.unlock();
            }
        }

        /** What was reserved has brought nothing. */
        void leave() {
            put(0, 0);
        }

        /** Records of this weight are no longer held. */
        void giveBack(long weight) {
            lock.lock();
            try {
                if (!closed) {
                    held -= weight;
                    free(weight);
                }
            } finally {
                lock.unlock();
            }
        }

        /** Gives all back, for good. */
        void close() {
            lock.lock();
            try {
                if (!closed) {
                    closed = true;
                    shares--;
                    unreserve();
                    leaveLine();
                    free(held);
                    turn.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        private OptionalInt tryToTake(int most) {
            int records = room(most);
            if (closed || records == 0) {
                return OptionalInt.empty();
            }
            if (used < bytes) {
                return reserve(records);
            }
            return held == 0 ? takeBeyond(records) : OptionalInt.empty();
        }

        /** How many records its part of the budget has room for; at least one for a share that has nothing. */
        private int room(int most) {
            long part = bytes / Math.max(1, shares) - held;
            return (int) Math.clamp(part / typicalHere, held == 0 ? 1L : 0L, (long) most);
        }

        private OptionalInt takeBeyond(int records) {
            if (!isFirstInLine()) {
                return OptionalInt.empty();
            }
            if (used < 2 * bytes) {
                return reserve(records);
            }
            return nanos.getAsLong() - lastMove >= STANDSTILL ? reserve(1) : OptionalInt.empty();
        }

        private boolean isFirstInLine() {
            lastAsked = nanos.getAsLong();
            if (ticket == 0) {
                ticket = ++tickets;
                line.put(ticket, this);
            }
            while (lastAsked - line.firstEntry().getValue().lastAsked > ABSENCE) {
                line.firstEntry().getValue().leaveLine();
            }
            return line.firstKey() == ticket;
        }

        private OptionalInt reserve(int records) {
            leaveLine();
            unreserve();
            reserved = largest(records);
            used += reserved;
            move();
            return OptionalInt.of(records);
        }

        private void leaveLine() {
            if (ticket != 0) {
                line.remove(ticket);
                ticket = 0;
            }
        }

        private void unreserve() {
            long left = reserved;
            reserved = 0;
            free(left);
        }
    }

    private void free(long weight) {
        if (weight > 0) {
            used -= weight;
            move();
        }
    }

    private void move() {
        lastMove = nanos.getAsLong();
        if (!line.isEmpty()) {
            line.firstEntry().getValue().turn.signal();
        }
    }

    /** What a page of so many records may weigh: what is not known yet is expected to be as large as it can. */
    static long largest(int records) {
        return (long) records * RECORD_OVERHEAD + Math.min(LARGEST_PAGE, records * LARGEST_RECORD);
    }

    private static long moved(long typical, long latest) {
        return (3 * typical + latest) / 4;
    }
}
