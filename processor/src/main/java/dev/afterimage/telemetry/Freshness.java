package dev.afterimage.telemetry;

import dev.afterimage.lane.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How fresh all lanes are at one moment. Immutable.
 *
 * @param lanes those that this worker has, in the order of their names
 */
public record Freshness(Instant at, List<LaneFreshness> lanes) {
    private static final Comparator<LaneFreshness> BY_AGE =
            Comparator.comparing(lane -> lane.age().orElse(Duration.ZERO));

    public Freshness {
        lanes = List.copyOf(lanes);
    }

    public Optional<LaneFreshness> of(Lane lane) {
        return lanes.stream().filter(one -> one.lane().equals(lane)).findFirst();
    }

    /** The lane with the oldest unapplied change; empty where nothing waits in any. */
    public Optional<LaneFreshness> oldest() {
        return lanes.stream().filter(lane -> lane.age().isPresent()).max(BY_AGE);
    }

    /** The shortest time until a change is lost; empty where all lanes keep up. */
    public Optional<Duration> untilLoss() {
        return lanes.stream().flatMap(lane -> lane.untilLoss().stream()).min(Comparator.naturalOrder());
    }

    /** When the shard was read that was not read for longest; empty where none was. */
    public Optional<Instant> longestUnread() {
        return lanes.stream().flatMap(lane -> lane.lastRead().stream()).min(Comparator.naturalOrder());
    }

    /** The lanes whose alarm is this one, the oldest first. */
    List<LaneFreshness> with(Alarm alarm) {
        return lanes.stream()
                .filter(lane -> lane.alarm() == alarm)
                .sorted(BY_AGE.reversed())
                .toList();
    }

    List<LaneFreshness> unread() {
        return lanes.stream().filter(LaneFreshness::unread).toList();
    }

    /** A part of a line, for people. */
    public String summary() {
        return oldest().map(lane -> "lag " + Elapsed.inWords(lane.age().orElseThrow()) + " (" + lane.lane() + ")")
                        .orElse("lag none")
                + longestUnread()
                        .map(last -> ", read " + Elapsed.inWords(Duration.between(last, at)) + " ago")
                        .orElse("")
                + (unread().isEmpty() ? "" : " (" + unread().size() + " UNREAD)")
                + untilLoss()
                        .map(left -> ", data loss in " + Elapsed.inWords(left))
                        .orElse("");
    }
}
