package dev.afterimage.telemetry;

import dev.afterimage.lane.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/**
 * Says loudly which lanes may lose changes, and which are not read: at once when a lane comes to it, and again as long as
 * that lasts. For one thread.
 */
final class LossWarnings {
    private static final int LANES_NAMED = 5;

    private final Logger log;
    private final Map<Cause, Said> said = new HashMap<>();

    /** What there is to say, and after which silence again. */
    private enum Cause {
        HALF(Duration.ofMinutes(10)),
        URGENT(Duration.ofMinutes(2)),
        UNREAD(Duration.ofMinutes(5));

        private final Duration silence;

        Cause(Duration silence) {
            this.silence = silence;
        }
    }

    /** What was last said, of which lanes. */
    private record Said(Instant at, Set<Lane> lanes) {}

    LossWarnings(Logger log) {
        this.log = log;
    }

    void look(Freshness now) {
        say(Cause.URGENT, now.with(Alarm.URGENT), now.at());
        say(Cause.HALF, now.with(Alarm.WARNING), now.at());
        say(Cause.UNREAD, now.unread(), now.at());
    }

    private void say(Cause cause, List<LaneFreshness> lanes, Instant now) {
        Set<Lane> named = lanes.stream().map(LaneFreshness::lane).collect(Collectors.toCollection(HashSet::new));
        Said before = said.getOrDefault(cause, new Said(Instant.MIN, Set.of()));
        if (named.isEmpty()) {
            said.remove(cause);
        } else if (!before.lanes().containsAll(named)
                || !now.isBefore(before.at().plus(cause.silence))) {
            said.put(cause, new Said(now, named));
            log(cause, lanes, now);
        }
    }

    private void log(Cause cause, List<LaneFreshness> lanes, Instant now) {
        String which = lanes.stream()
                        .limit(LANES_NAMED)
                        .map(lane -> cause == Cause.UNREAD ? sinceRead(lane, now) : untilLoss(lane))
                        .collect(Collectors.joining("; "))
                + (lanes.size() > LANES_NAMED ? "; and " + (lanes.size() - LANES_NAMED) + " more" : "");
        switch (cause) {
            case URGENT ->
                log.error(
                        "URGENT: CHANGES ARE ABOUT TO BE LOST. The stream keeps them for 24 hours, of which three quarters"
                                + " have passed: {}. See 'status'",
                        which);
            case HALF ->
                log.error(
                        "changes will be lost unless this is mended. The stream keeps them for 24 hours, of which half has"
                                + " passed: {}. See 'status'",
                        which);
            case UNREAD ->
                log.warn(
                        "{} of the shards cannot be read, although their leases are held here; they are not idle: {}",
                        lanes.size(),
                        which);
        }
    }

    private static String untilLoss(LaneFreshness lane) {
        return "lane " + lane.lane() + (lane.unread() ? " may have" : " has") + " an unapplied change "
                + lane.age().map(Elapsed::inWords).orElse("?") + " old"
                + lane.untilLoss()
                        .map(left -> ", which at the present rate is lost in " + Elapsed.inWords(left))
                        .orElse(", and keeps up");
    }

    private static String sinceRead(LaneFreshness lane, Instant now) {
        return "lane " + lane.lane()
                + lane.lastRead()
                        .map(last -> " was last read " + Elapsed.inWords(Duration.between(last, now)) + " ago")
                        .orElse(" was never read here");
    }
}
