package dev.afterimage.console.parked;

import dev.afterimage.console.web.Address;
import dev.afterimage.parking.ParkedItem;

/** Where parked items are shown. A key is written with its names, so that an address is good for ever. */
public final class ParkedLinks {
    static final Address LIST = Address.of("/parked");

    private ParkedLinks() {}

    /** The page of an item that waits. */
    public static Address item(ParkedItem item) {
        return of("/parked", item);
    }

    static Address of(String place, ParkedItem item) {
        return Address.of(place)
                .part(item.projection().value())
                .part(item.table().value())
                .part(item.key().canonical());
    }
}
