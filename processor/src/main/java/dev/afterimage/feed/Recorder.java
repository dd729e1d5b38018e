package dev.afterimage.feed;

import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives out the times at which this worker's commits record events, and tells all readers of the feed what they must wait
 * for: nothing that is recorded here from now on is earlier than the {@link Recording#low} that is stored. While nothing is
 * recorded, nothing is stored anew. Thread-safe.
 *
 * <p>Times grow from one commit to the next, whatever the clock does, and are never behind what other recorders have said:
 * no reader depends on clocks that agree.
 */
public final class Recorder implements AutoCloseable {
    /** How often {@link #beat} is to be called. */
    public static final Duration BEAT = Duration.ofSeconds(1);

    /** So long what is stored counts; well below the time after which others take this recorder for dead. */
    static final Duration VALID = Horizon.DEAD_AFTER.dividedBy(2);

    /** So long without an event, and it says that it has ended. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private static final int ATTEMPTS = 3;

    private final RecorderId id;
    private final Recorders recorders;
    private final Fence fence;
    private final InstantSource clock;
    private final Supplier<Duration> uptime;
    private final Underway underway = new Underway();
    private Instant last = Instant.EPOCH;
    private Duration usedAt = Duration.ZERO;
    private Optional<Duration> validFrom = Optional.empty();

    /** Held by who reads or stores recordings, and so guards the fields below. */
    private final Lock saying = new ReentrantLock();

    private Recording said;
    /** Whether what is said is what is stored. */
    private boolean sure = true;
    /** Whether the others were heard since it was last said that this one begins. */
    private boolean heard;

    /**
     * A recorder.
     *
     * @param uptime how long this process has been running, which no correction of a clock touches
     */
    public Recorder(RecorderId id, Recorders recorders, Fence fence, InstantSource clock, Supplier<Duration> uptime) {
        this.id = id;
        this.recorders = recorders;
        this.fence = fence;
        this.clock = clock;
        this.uptime = uptime;
        this.said = Recording.none(id);
    }

    public RecorderId id() {
        return id;
    }

    /**
     * A time for what a commit from this position records, later than all that were given out before. Empty where it cannot
     * be said that it is underway: then nothing may be recorded.
     *
     * @param after the lane's last commit
     */
    Optional<Instant> begin(Position from, Instant after) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Instant> time = take(from, after);
            if (time.isPresent()) {
                return time;
            }
            whileSaying(() -> {
                if (!isValid()) {
                    say();
                }
            });
        }
        return Optional.empty();
    }

    /** The commit that records at this time may or may not take effect. */
    synchronized void unanswered(Instant at) {
        underway.unanswered(at, uptime.get());
    }

    /** The commit that records at this time has taken effect, or never will. */
    synchronized void ended(Instant at) {
        underway.ended(at);
    }

    /** The stored position is another: no commit from this one can take effect any more. */
    synchronized void passed(Position position) {
        underway.passed(position);
    }

    /** Says how far it is, hears how far the others are, and clears up. What fails is tried again at the next beat. */
    public void beat() {
        whileSaying(() -> {
            makeSure();
            if (!said.ended()) {
                settleOpen();
                if (retires(IDLE)) {
                    end();
                } else {
                    say();
                    hear(recorders.all());
                }
            }
        });
    }

    /** Says that nothing more comes. Where that is not certain it says nothing, and others will find this recorder dead. */
    @Override
    public void close() {
        whileSaying(() -> {
            makeSure();
            if (!said.ended() && retires(Duration.ZERO)) {
                end();
            }
        });
    }

    private void whileSaying(Runnable work) {
        saying.lock();
        try {
            work.run();
        } catch (RuntimeException failed) {
            sure = false;
        } finally {
            saying.unlock();
        }
    }

    private synchronized Optional<Instant> take(Position from, Instant after) {
        if (!valid()) {
            return Optional.empty();
        }
        last = later(after);
        usedAt = uptime.get();
        underway.tries(from, last);
        return Optional.of(last);
    }

    /** Who begins hears the others after it has said so: what they ended with meanwhile lies before all that comes now. */
    private void say() {
        makeSure();
        Duration start = uptime.get();
        Recording now = said.from(low());
        if (!recorders.put(now)) {
            sure = false;
            return;
        }
        said = now;
        if (!heard) {
            hear(recorders.all());
            heard = true;
        }
        validFrom(start);
    }

    private void end() {
        heard = false;
        said = said.end(last());
        sure = recorders.put(said);
    }

    /** Where others have cleared it up, something of it may still be on its way: so it goes on under another name. */
    private void makeSure() {
        if (!sure) {
            said = recorders.all().stream()
                    .filter(recording -> recording.id().equals(said.id()))
                    .findFirst()
                    .orElseGet(() -> Recording.none(said.id().again()));
            notBehind(List.of(said));
            if (said.ended()) {
                heard = false;
                nothingIsUnderway();
            }
            sure = true;
        }
    }

    /** What has ended before all that is still to come here need not be kept. */
    private void hear(List<Recording> all) {
        notBehind(all);
        all.stream()
                .filter(other -> other.ended() && !other.id().equals(said.id()))
                .filter(other -> !other.low().isAfter(said.low()))
                .forEach(recorders::forget);
    }

    private synchronized void notBehind(List<Recording> others) {
        last = Stream.concat(Stream.of(last), others.stream().map(Recording::low))
                .max(Instant::compareTo)
                .orElse(last);
    }

    /** Whoever finds a recorder dead first makes impossible what it had underway. */
    private synchronized void nothingIsUnderway() {
        underway.clear();
    }

    private void settleOpen() {
        Map<Instant, Lane> open = open();
        Set<Lane> fenced =
                Set.copyOf(open.values()).stream().filter(fence::around).collect(Collectors.toSet());
        open.values().removeIf(lane -> !fenced.contains(lane));
        ended(open.keySet());
    }

    private synchronized void ended(Set<Instant> times) {
        underway.ended(times);
    }

    private synchronized Map<Instant, Lane> open() {
        return underway.openSince(uptime.get().minus(Horizon.DEAD_AFTER));
    }

    private synchronized Instant low() {
        Optional<Instant> earliest = underway.earliest();
        if (earliest.isPresent()) {
            return earliest.get();
        }
        Instant next = later(Instant.EPOCH);
        last = next.minusMillis(1);
        return next;
    }

    /** To the millisecond, as it is stored. */
    private Instant later(Instant after) {
        return Stream.of(
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        last.plusMillis(1),
                        after.truncatedTo(ChronoUnit.MILLIS).plusMillis(1))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private synchronized Instant last() {
        return last;
    }

    /** Whether nothing has been recorded for so long; then nothing more is, before this has said so again. */
    private synchronized boolean retires(Duration idle) {
        boolean retires = underway.isEmpty() && uptime.get().minus(usedAt).compareTo(idle) >= 0;
        if (retires) {
            validFrom = Optional.empty();
        }
        return retires;
    }

    private synchronized void validFrom(Duration start) {
        validFrom = Optional.of(start);
    }

    private synchronized boolean isValid() {
        return valid();
    }

    private boolean valid() {
        return validFrom
                .filter(from -> uptime.get().minus(from).compareTo(VALID) < 0)
                .isPresent();
    }
}
