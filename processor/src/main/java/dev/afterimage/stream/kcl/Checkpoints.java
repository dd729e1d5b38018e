package dev.afterimage.stream.kcl;

import dev.afterimage.change.SequenceNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;

/**
 * Notes a shard's progress in its lease, now and then. A note that fails is left out: it only says where to read on, and
 * the lane's position knows better. For one thread.
 */
final class Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    private final Duration every;
    private final InstantSource clock;
    private Optional<SequenceNumber> noted;
    private Instant next;

    Checkpoints(Optional<SequenceNumber> noted, Duration every, InstantSource clock) {
        this.noted = noted;
        this.every = every;
        this.clock = clock;
        this.next = clock.instant().plus(every);
    }

    /** Notes the progress if it is time to. */
    void noteInTime(Optional<SequenceNumber> done, RecordProcessorCheckpointer checkpointer) {
        if (!clock.instant().isBefore(next)) {
            note(done, checkpointer);
        }
    }

    /** Notes the progress, unless it has been noted. */
    void note(Optional<SequenceNumber> done, RecordProcessorCheckpointer checkpointer) {
        next = clock.instant().plus(every);
        if (done.isEmpty() || done.equals(noted)) {
            return;
        }
        try {
            checkpointer.checkpoint(done.get().digits());
            noted = done;
        } catch (ShutdownException lost) {
            LOG.debug("no checkpoint at {}: the lease is lost", done.get());
        } catch (InvalidStateException | RuntimeException failure) {
            LOG.warn("no checkpoint at {}; the next one will do", done.get(), failure);
        }
    }

    /** Notes that the shard is done with; answers why that failed. */
    Optional<String> noteEnd(RecordProcessorCheckpointer checkpointer) {
        try {
            checkpointer.checkpoint();
            return Optional.empty();
        } catch (InvalidStateException | ShutdownException | RuntimeException failure) {
            return Optional.of("cannot note the shard's end in its lease: " + failure);
        }
    }
}
