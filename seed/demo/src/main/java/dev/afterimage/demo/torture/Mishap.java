package dev.afterimage.demo.torture;

import java.time.Duration;

/** Something that happens to the workers or to the streams that they follow. */
sealed interface Mishap {
    /** A worker ends at once, and is started again. */
    record Kill(Restart restart) implements Mishap {}

    /** A worker is told to end, and is started again. */
    record Terminate(Restart restart) implements Mishap {}

    /** A worker stands still for so long that others take its lanes, and then goes on as if nothing had been. */
    record Pause(Duration length) implements Mishap {}

    /** Every shard ends and is followed by another one. */
    record Roll() implements Mishap {}

    /**
     * How a worker comes back.
     *
     * @param after how long it is away
     * @param sameId whether it has its former id, or one that nobody has had
     */
    record Restart(Duration after, boolean sameId) {}
}
