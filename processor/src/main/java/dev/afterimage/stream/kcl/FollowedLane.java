package dev.afterimage.stream.kcl;

import dev.afterimage.change.Change;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.ShardId;
import dev.afterimage.pipeline.RetryCause;
import dev.afterimage.stream.RecordTap;
import dev.afterimage.stream.StreamShard;
import dev.afterimage.stream.fetch.FetchedRecord;
import dev.afterimage.stream.fetch.ShardFeed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;

/**
 * One shard being followed, in one lane or several: takes its records as KCL delivers them, and applies them before it
 * returns. What cannot be read or recorded halts it until it can, or it is stopped. For one thread, but for {@link #stop}
 * and {@link #health}.
 */
final class FollowedLane {
    /** So many times in a row it may be unknown in how many lanes the shard is followed before somebody is to look. */
    private static final int READS_BEFORE_HALTING = 5;

    private final Lane lane;
    private final Following following;
    private final FollowedStream stream;
    private final LeaseHold leases;
    private final LaneSignal signal;
    private final ShardParts parts;
    private final ChangeReading reading;
    private final ShardFeed feed;
    private final Optional<SequenceNumber> checkpoint;
    private final Checkpoints checkpoints;
    private final LaneProgress progress;
    private @Nullable StreamShard described;
    private volatile LaneHealth.State state = LaneHealth.State.OPENING;
    private volatile Optional<String> trouble = Optional.empty();

    FollowedLane(
            ShardId shard,
            Optional<SequenceNumber> checkpoint,
            FollowedStream stream,
            Following following,
            LeaseHold leases) {
        this.lane = stream.lane(shard);
        this.following = following;
        this.stream = stream;
        this.leases = leases;
        this.signal = new LaneSignal(leases, shard);
        this.parts = new ShardParts(lane, stream.partitionKey(), following.parts(), signal);
        this.reading = new ChangeReading(stream);
        this.feed = stream.feeds().of(shard);
        this.checkpoint = checkpoint;
        this.checkpoints = new Checkpoints(
                checkpoint, stream.checkpointEvery(), following.parts().clock());
        this.progress = new LaneProgress(checkpoint);
    }

    Lane lane() {
        return lane;
    }

    /** How each of its lanes is. */
    Stream<LaneHealth> health() {
        LaneView view = new LaneView(feed, stream.partitionKey(), stream.start());
        return parts.positions().stream().map(position -> view.health(position, state, trouble));
    }

    /** Whether the shard has ended and is done with. */
    boolean closed() {
        return state == LaneHealth.State.CLOSED;
    }

    /** Tells the lane to stop; the commit in flight is finished. */
    void stop() {
        signal.raise();
    }

    void open() {
        if (!openParts()) {
            giveUp();
            return;
        }
        state = LaneHealth.State.FOLLOWING;
        if (checkpoint.isPresent() && !parts.reached(checkpoint.get())) {
            following.gap(
                    lane.table(),
                    "the lease of shard " + lane.shard() + " says that it was read to " + checkpoint.get()
                            + ", but it is applied only to "
                            + parts.newest().map(Object::toString).orElse("its start"));
        }
    }

    private boolean openParts() {
        for (int attempt = 1; !signal.raised(); attempt++) {
            try {
                boolean opened = parts.open(stream.source().lanesPerShard());
                if (attempt > 1 && parts.positions().size() > 1) {
                    following.parts().listener().left(lane);
                }
                return opened;
            } catch (RuntimeException unknown) {
                waitToOpen("cannot tell in how many lanes the shard is followed: " + unknown, attempt);
            }
        }
        return false;
    }

    private void waitToOpen(String reason, int attempt) {
        if (attempt < READS_BEFORE_HALTING) {
            Duration delay = following.parts().failures().beforeRetry(attempt);
            following.parts().listener().retrying(lane, RetryCause.UNREADABLE, reason, attempt, delay);
            signal.pause(delay);
        } else {
            halt(reason);
        }
    }

    /** Applies these records; when it returns they are applied, or the lane has been stopped. */
    void take(List<FetchedRecord> records, RecordProcessorCheckpointer checkpointer) {
        if (state == LaneHealth.State.STOPPED) {
            return;
        }
        if (records.isEmpty()) {
            progress.newest().ifPresent(feed::applied);
            checkpoints.noteInTime(progress.done(), checkpointer);
            return;
        }
        if (!progress.goesOn(records)) {
            giveUp("records were left out before " + records.getFirst().sequenceNumber());
            return;
        }
        progress.delivered(records);
        List<Record> raw = records.stream().map(FetchedRecord::record).toList();
        if (record(raw) && apply(raw)) {
            progress.newest().ifPresent(feed::applied);
            checkpoints.noteInTime(progress.done(), checkpointer);
        } else {
            giveUp();
        }
    }

    /** The shard has ended: closes the position, and only then notes the end, so that the shard's children may start. */
    void end(RecordProcessorCheckpointer checkpointer) {
        if (state != LaneHealth.State.STOPPED && !progress.reached(feed.fetched())) {
            giveUp("records were left out before the end of the shard");
        } else if (state == LaneHealth.State.STOPPED || !parts.close()) {
            // As long as there is a lease, KCL would ask for the end again and again.
            giveUp();
            leases.drop(lane.shard());
        } else {
            noteEnd(checkpointer);
        }
    }

    private void noteEnd(RecordProcessorCheckpointer checkpointer) {
        if (persist(() -> checkpoints.noteEnd(checkpointer))) {
            state = LaneHealth.State.CLOSED;
            stream.feeds().forget(feed);
            leases.ended(lane.shard());
        }
    }

    /** Notes the progress, and ends: this worker is about to give the lease up. */
    void release(RecordProcessorCheckpointer checkpointer) {
        if (state == LaneHealth.State.FOLLOWING || state == LaneHealth.State.STOPPED) {
            checkpoints.note(progress.done(), checkpointer);
        }
        leave();
    }

    /** Ends: another worker has the lease, or may have it. */
    void leave() {
        stop();
        parts.leave();
        state = closed() ? state : LaneHealth.State.STOPPED;
        stream.feeds().forget(feed);
    }

    /** Ends for a reason that is not the lane's own, and lets the shard be opened anew. */
    void giveUp(String reason) {
        trouble = Optional.of(reason);
        tellHalted(reason, Duration.ZERO);
        giveUp();
    }

    /**
     * The lease goes with the lane: KCL might find it still held a moment later, and deliver on to a lane that has
     * stopped.
     */
    private void giveUp() {
        state = LaneHealth.State.STOPPED;
        if (!signal.told()) {
            leases.drop(lane.shard());
        }
        stop();
    }

    private boolean record(List<Record> records) {
        return following.tap().map(tap -> persist(() -> recorded(tap, records))).orElse(true);
    }

    private Optional<String> recorded(RecordTap tap, List<Record> records) {
        try {
            tap.take(described(), records);
            return Optional.empty();
        } catch (IOException | SdkException failure) {
            return Optional.of("cannot record what was read: " + failure);
        }
    }

    private boolean apply(List<Record> records) {
        List<Record> rest = records;
        Optional<String> told = Optional.empty();
        while (!rest.isEmpty()) {
            ChangeReading.Outcome read = reading.read(rest);
            if (read.beforeStart() > 0) {
                following.listener().beforeStart(lane, read.beforeStart());
            }
            if (!read.changes().isEmpty() && !applyAll(read.changes())) {
                return false;
            }
            rest = rest.subList(read.records(), rest.size());
            if (read.problem().isPresent() && !haltBefore(read.problem().get(), told)) {
                return false;
            }
            told = read.problem();
        }
        return !signal.raised();
    }

    private boolean haltBefore(String problem, Optional<String> told) {
        if (!told.equals(Optional.of(problem))) {
            following.listener().malformed(lane, problem);
        }
        return halt(problem);
    }

    private boolean applyAll(List<Change> changes) {
        try {
            return parts.apply(changes);
        } finally {
            progress.worked(changes, parts::covers);
        }
    }

    /** Does something that answers why it failed, until it succeeds; answers false where the lane was stopped before. */
    private boolean persist(Supplier<Optional<String>> work) {
        Optional<String> failure = work.get();
        while (failure.isPresent() && halt(failure.get())) {
            failure = work.get();
        }
        return failure.isEmpty();
    }

    private boolean halt(String reason) {
        Duration delay = following.parts().failures().halted();
        LaneHealth.State before = state;
        state = LaneHealth.State.HALTED;
        trouble = Optional.of(reason);
        tellHalted(reason, delay);
        boolean goOn = signal.pause(delay);
        state = before;
        trouble = Optional.empty();
        return goOn;
    }

    private void tellHalted(String reason, Duration delay) {
        parts.positions()
                .forEach(position ->
                        following.parts().listener().halted(position.lane(), Optional.empty(), reason, delay));
    }

    private StreamShard described() {
        StreamShard shard = described;
        if (shard == null) {
            shard = stream.describe(lane.shard());
            described = shard;
        }
        return shard;
    }
}
