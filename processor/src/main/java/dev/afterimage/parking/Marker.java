package dev.afterimage.parking;

import dev.afterimage.change.SequenceNumber;
import java.time.Instant;

/**
 * That changes of an item wait, so that its later ones wait behind them.
 *
 * @param tail the change that was parked last; it may be applied already
 * @param since when the item began to wait
 * @param reason why the first of its changes waits
 * @param waiting how many changes wait
 */
public record Marker(ParkedItem item, SequenceNumber tail, Instant since, String reason, long waiting) {}
