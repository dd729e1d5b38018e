package dev.afterimage.commit;

import dev.afterimage.projection.Write;
import dev.afterimage.projection.Writes;

/** A write that holds, and with it its whole transaction, only where the row is as the guard says. */
public record GuardedWrite(Write write, Guard guard) {
    /** What this one and then the next do, guarded as this one: the next begins where this one ends. */
    GuardedWrite then(GuardedWrite next) {
        return new GuardedWrite(Writes.merge(write, next.write()), guard);
    }
}
