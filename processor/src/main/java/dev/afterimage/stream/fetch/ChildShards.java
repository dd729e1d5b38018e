package dev.afterimage.stream.fetch;

import dev.afterimage.lane.ShardId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardFilterType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;

/**
 * Finds the shards that go on where one has ended, so that they are followed at once. Where it finds none in time, KCL's
 * leader finds them when it next compares leases and shards.
 */
final class ChildShards {
    private static final Logger LOG = LoggerFactory.getLogger(ChildShards.class);
    private static final int ATTEMPTS = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    /** KCL wants a range of hash keys, a notion of Kinesis, and does nothing with it here. */
    private static final HashKeyRange ANY_RANGE =
            HashKeyRange.builder().startingHashKey("0").endingHashKey("1").build();

    private final FetchSource source;
    private final ShardId parent;

    ChildShards(FetchSource source, ShardId parent) {
        this.source = source;
        this.parent = parent;
    }

    List<ChildShard> find() {
        Optional<SdkException> failure = Optional.empty();
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                try {
                    StreamDescription described = describe();
                    failure = Optional.empty();
                    if (described.hasShards() && !described.shards().isEmpty()) {
                        return described.shards().stream().map(this::child).toList();
                    }
                    if (described.streamStatus() == StreamStatus.DISABLED) {
                        return List.of();
                    }
                } catch (SdkException unanswered) {
                    failure = Optional.of(unanswered);
                }
                Thread.sleep(FIRST_PAUSE.multipliedBy(1L << attempt));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        failure.ifPresent(last ->
                LOG.warn("cannot ask for the children of shard {}; its stream's leader will find them", parent, last));
        return List.of();
    }

    private StreamDescription describe() {
        return source.client()
                .describeStream(
                        request -> request.streamArn(source.reader().stream().value())
                                .shardFilter(filter -> filter.type(ShardFilterType.CHILD_SHARDS)
                                        .shardId(parent.value())))
                .streamDescription();
    }

    private ChildShard child(Shard shard) {
        return ChildShard.builder()
                .shardId(shard.shardId())
                .parentShards(parent.value())
                .hashKeyRange(ANY_RANGE)
                .build();
    }
}
