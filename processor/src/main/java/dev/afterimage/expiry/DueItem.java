package dev.afterimage.expiry;

import dev.afterimage.change.ChangeId;
import java.time.Instant;

/**
 * That an item is due at some second.
 *
 * @param id the item, and the change that gave it this time to live
 */
public record DueItem(ChangeId id, Instant due) {}
