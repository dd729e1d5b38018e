package dev.afterimage.seed.load;

import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;

/** An item and the table that it belongs to. */
public record TableItem(TableName table, Item item) {}
