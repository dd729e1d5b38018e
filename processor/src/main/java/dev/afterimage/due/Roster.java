package dev.afterimage.due;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Decides, look by look, whether this worker tells what is due. One does at a time; another where it has not been heard of
 * for long. Two may for a while: no item is told of twice. For one thread.
 */
final class Roster {
    private final Shifts shifts;
    private final String worker;
    private final Duration failover;
    private final Supplier<Duration> uptime;
    private Shift seen = Shift.NOBODYS;
    private Duration seenAt = Duration.ZERO;
    private boolean mine;

    Roster(Shifts shifts, String worker, Duration failover, Supplier<Duration> uptime) {
        this.shifts = shifts;
        this.worker = worker;
        this.failover = failover;
        this.uptime = uptime;
    }

    /** Whether it is this worker's turn now. */
    boolean isOurs() {
        Duration now = uptime.get();
        if (now.minus(seenAt).compareTo(failover.dividedBy(3)) < 0 && seen.revision() > 0) {
            return mine;
        }
        return look(now);
    }

    /** Lets another worker go on at once. */
    void leave() {
        if (mine) {
            mine = false;
            shifts.put(seen.left());
        }
    }

    private boolean look(Duration now) {
        Shift current = mine ? seen : shifts.current();
        boolean changed = !current.equals(seen);
        if (changed && !mine) {
            seen = current;
            seenAt = now;
        }
        boolean free = current.worker().isEmpty()
                || current.worker().filter(worker::equals).isPresent()
                || (!changed && now.minus(seenAt).compareTo(failover) >= 0);
        mine = free && take(current, now);
        return mine;
    }

    private boolean take(Shift current, Duration now) {
        Shift next = current.takenBy(worker);
        boolean taken = shifts.put(next);
        seen = taken ? next : Shift.NOBODYS;
        seenAt = now;
        return taken;
    }
}
