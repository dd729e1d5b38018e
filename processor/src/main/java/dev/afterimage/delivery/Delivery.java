package dev.afterimage.delivery;

import java.time.Duration;
import java.util.Optional;

/** What became of an event that was to be delivered. Reasons are for people, and hold nothing of the event. */
public sealed interface Delivery {
    /** The receiver has it. */
    record Taken() implements Delivery {
        public static final Taken TAKEN = new Taken();
    }

    /**
     * The receiver may or may not have it, and will later.
     *
     * @param after how long the receiver asks to be left alone
     */
    record Later(String reason, Optional<Duration> after) implements Delivery {
        public Later(String reason) {
            this(reason, Optional.empty());
        }
    }

    /** The receiver does not want this event, and is not expected to change its mind. */
    record Refused(String reason) implements Delivery {}

    /** The receiver takes nothing before somebody mends something: it is not there, or does not know us. */
    record Unable(String reason) implements Delivery {}
}
