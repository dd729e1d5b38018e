package dev.afterimage.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * A sink to be delivered to.
 *
 * @param since the recording of events with which it begins, where nobody has delivered to it yet; empty for what is
 *     recorded from then on
 * @param skipsRefused whether events that it refuses are left out; else they halt it
 */
public record SinkPlan(SinkName name, Sink sink, Optional<Instant> since, boolean skipsRefused) {}
