package dev.afterimage.delivery;

import dev.afterimage.expiry.EventId;
import java.time.Instant;
import java.util.Optional;

/**
 * What keeps a sink from going on.
 *
 * @param halted whether it waits for somebody to mend something; else it passes by itself
 * @param event the one event that is refused; empty where it is not one event that is at fault
 * @param attempts how often it was tried in vain
 */
public record Trouble(String reason, boolean halted, Optional<EventId> event, Instant since, int attempts) {}
