package dev.afterimage.due;

import java.time.Duration;

/** Is told how what is due is told. It must be thread-safe, fast, and throw nothing. */
public interface AnnouncerListener {
    /** Listens to nothing. */
    AnnouncerListener NONE = new AnnouncerListener() {};

    /** This worker tells what is due from now on. */
    default void began() {}

    /** So many items were told of, in one look. */
    default void told(int items) {}

    /** It failed, and is tried again after the delay. */
    default void failed(String reason, int attempt, Duration delay) {}

    /** This worker does not tell what is due any more. */
    default void left() {}
}
