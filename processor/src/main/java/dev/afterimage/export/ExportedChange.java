package dev.afterimage.export;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of one item within an export's period, whatever happened in between. An item that came and went within it is
 * not exported.
 *
 * @param before the item at the period's beginning; empty where there was none, or the export holds no old images
 * @param after the item at the period's end; empty where it was deleted
 * @param writtenAt when it was written last, by DynamoDB's clock
 */
public record ExportedChange(ItemKey key, Optional<Item> before, Optional<Item> after, Instant writtenAt) {}
