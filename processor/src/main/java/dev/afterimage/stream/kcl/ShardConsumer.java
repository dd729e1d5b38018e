package dev.afterimage.stream.kcl;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.lane.ShardId;
import dev.afterimage.stream.fetch.FetchedRecord;
import dev.afterimage.telemetry.LogFields;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/**
 * What KCL calls for one shard: each call becomes one of the shard's lane. It throws nothing back into KCL, which would
 * skip the records that it had just delivered.
 */
final class ShardConsumer implements ShardRecordProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(ShardConsumer.class);

    private final Lanes lanes;
    private @Nullable FollowedLane lane;

    ShardConsumer(Lanes lanes) {
        this.lanes = lanes;
    }

    @Override
    public void initialize(InitializationInput input) {
        lane = lanes.add(new ShardId(input.shardId()), checkpoint(input.extendedSequenceNumber()));
        guarded(FollowedLane::open);
    }

    @Override
    public void processRecords(ProcessRecordsInput input) {
        List<FetchedRecord> records =
                input.records().stream().map(FetchedRecord.class::cast).toList();
        guarded(followed -> followed.take(records, input.checkpointer()));
    }

    @Override
    public void shardEnded(ShardEndedInput input) {
        guarded(followed -> followed.end(input.checkpointer()));
        if (lane != null && lane.closed()) {
            forget();
        }
    }

    @Override
    public void shutdownRequested(ShutdownRequestedInput input) {
        guarded(followed -> followed.release(input.checkpointer()));
        forget();
    }

    @Override
    public void leaseLost(LeaseLostInput input) {
        guarded(FollowedLane::leave);
        forget();
    }

    private void forget() {
        if (lane != null) {
            lanes.remove(lane);
        }
    }

    /** Whatever comes up here is a bug, or an error of the JVM: the lane ends, and the shard is opened anew. */
    private void guarded(Consumer<FollowedLane> call) {
        FollowedLane followed = lane;
        if (followed == null) {
            return;
        }
        try (LogFields _ = LogFields.of(followed.lane())) {
            guarded(followed, call);
        }
    }

    @SuppressWarnings("CatchingUnchecked")
    private static void guarded(FollowedLane followed, Consumer<FollowedLane> call) {
        try {
            call.accept(followed);
        } catch (Throwable bug) {
            LOG.error("lane {} ends, to be opened anew", followed.lane(), bug);
            followed.giveUp(bug.toString());
        }
    }

    private static Optional<SequenceNumber> checkpoint(ExtendedSequenceNumber checkpoint) {
        return checkpoint.isSentinelCheckpoint()
                ? Optional.empty()
                : Optional.of(new SequenceNumber(checkpoint.sequenceNumber()));
    }
}
