package dev.afterimage.dynamo;

import java.time.Duration;

/**
 * How long a call may take.
 *
 * @param attempt for one attempt, of which the SDK makes two
 * @param call for all of it; a worker that is told to stop finishes the call in flight, so it is well below the 10 s in
 *     which it must be gone
 */
record CallTimeouts(Duration attempt, Duration call) {
    static final CallTimeouts STANDARD = new CallTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(6));
}
