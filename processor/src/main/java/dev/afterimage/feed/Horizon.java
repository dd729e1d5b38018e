package dev.afterimage.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Up to where the feed is complete: before that time nothing will ever be added, by no worker, however late its commit takes
 * effect. It is what the slowest of those says who record at present.
 *
 * <p>One that has not been heard of for long is dead, or hangs. What it may still have underway is made impossible, and then
 * it is waited for no more. Thread-safe.
 */
public final class Horizon {
    /** So long without a sign of life; by this process's own time, since it first saw what is stored. */
    static final Duration DEAD_AFTER = Duration.ofSeconds(15);

    /** What is stored is read anew after so long. */
    private static final Duration FRESH = Duration.ofMillis(200);

    private final Recorders recorders;
    private final Rescue rescue;
    private final Supplier<Duration> uptime;
    private Map<Recording, Duration> seen = Map.of();
    private Instant complete = Instant.EPOCH;
    private Duration readAt = FRESH.negated();

    /** What can be done about recorders that are dead. */
    public interface Rescue {
        /** Nothing, by one who only reads: it waits until a worker does something. */
        Rescue NONE = new Rescue() {
            @Override
            public boolean isGone(RecorderId other) {
                return false;
            }

            @Override
            public Optional<Instant> fence() {
                return Optional.empty();
            }
        };

        /** Whether it is known that this recorder's process has ended. */
        boolean isGone(RecorderId other);

        /** Makes impossible whatever was prepared by anyone; answers when the last of what has taken effect was committed. */
        Optional<Instant> fence();

        /** That of a worker: its own earlier runs have ended. */
        static Rescue by(RecorderId own, Fence fence) {
            return new Rescue() {
                @Override
                public boolean isGone(RecorderId other) {
                    return own.succeeds(other);
                }

                @Override
                public Optional<Instant> fence() {
                    return fence.around();
                }
            };
        }
    }

    public Horizon(Recorders recorders, Rescue rescue, Supplier<Duration> uptime) {
        this.recorders = recorders;
        this.rescue = rescue;
        this.uptime = uptime;
    }

    /** The time; it never goes back but by what a recorder that begins has heard of no other. */
    public synchronized Instant complete() {
        Duration start = uptime.get();
        if (start.minus(readAt).compareTo(FRESH) >= 0) {
            complete = read();
            readAt = start;
        }
        return complete;
    }

    private Instant read() {
        List<Recording> all = recorders.all();
        Duration now = uptime.get();
        Map<Recording, Duration> known = new HashMap<>();
        all.stream()
                .filter(recording -> !recording.ended())
                .forEach(recording -> known.put(recording, seen.getOrDefault(recording, now)));
        seen = known;
        List<Recording> dead = known.entrySet().stream()
                .filter(entry -> now.minus(entry.getValue()).compareTo(DEAD_AFTER) >= 0
                        || rescue.isGone(entry.getKey().id()))
                .map(Map.Entry::getKey)
                .toList();
        if (dead.isEmpty()) {
            return of(all);
        }
        Optional<Instant> last = rescue.fence();
        last.ifPresent(time -> dead.forEach(recording -> bury(recording, time)));
        return of(recorders.all());
    }

    private void bury(Recording dead, Instant last) {
        recorders.put(dead.end(last.isAfter(dead.low()) ? last : dead.low()));
    }

    /** Where nobody records, everything that is there may be read: who begins then goes on behind it. */
    private static Instant of(List<Recording> all) {
        return all.stream()
                .filter(recording -> !recording.ended())
                .map(Recording::low)
                .min(Instant::compareTo)
                .or(() ->
                        all.stream().map(Recording::low).max(Instant::compareTo).map(low -> low.plusMillis(1)))
                .orElse(Instant.EPOCH);
    }
}
