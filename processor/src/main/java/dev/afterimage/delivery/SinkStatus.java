package dev.afterimage.delivery;

import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.feed.ExpiryFeed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a sink is.
 *
 * @param waiting when the first event was recorded that it has not been delivered; empty where there is none
 */
public record SinkStatus(SinkState state, Optional<Instant> waiting) {
    /** That of every sink to which anything was ever delivered, in the order of names. */
    public static List<SinkStatus> all(SinkStates states, ExpiryFeed feed) {
        return states.all().stream().map(state -> of(state, feed)).toList();
    }

    private static SinkStatus of(SinkState state, ExpiryFeed feed) {
        Optional<Instant> waiting = feed.after(state.progress().cursor(), 1).events().stream()
                .map(ExpiryEvent::recordedAt)
                .findFirst();
        return new SinkStatus(state, waiting);
    }

    /** How far it is behind. */
    public Duration lag(Instant now) {
        return waiting.map(since -> Duration.between(since, now))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }
}
