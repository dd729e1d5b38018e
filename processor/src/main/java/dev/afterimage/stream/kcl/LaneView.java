package dev.afterimage.stream.kcl;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.ItemKey;
import dev.afterimage.lane.LanePart;
import dev.afterimage.lane.Position;
import dev.afterimage.stream.fetch.FetchedRecord;
import dev.afterimage.stream.fetch.ShardFeed;
import dev.afterimage.stream.fetch.ShardReading;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Looks at a shard's lanes from the side, while they work. Thread-safe.
 *
 * @param partitionKey the name of the table's partition key
 * @param start older changes are dropped; empty where none are
 */
record LaneView(ShardFeed feed, String partitionKey, Optional<Instant> start) {
    /** How the lane is that stands at this position. */
    LaneHealth health(Position position, LaneHealth.State state, Optional<String> trouble) {
        ShardReading reading = feed.reading();
        return new LaneHealth(
                position.lane(), state, position, reading, through(reading, position), waiting(position), trouble);
    }

    private Instant through(ShardReading reading, Position position) {
        return Stream.of(reading.newest(), reading.tip(), position.changedAt(), start)
                .flatMap(Optional::stream)
                .max(Instant::compareTo)
                .orElse(reading.since());
    }

    private Optional<Instant> waiting(Position position) {
        return feed.oldest(record -> isWanted(record)
                && !position.covers(new SequenceNumber(record.sequenceNumber()))
                && position.lane().part().map(part -> isIn(part, record)).orElse(true));
    }

    private boolean isWanted(FetchedRecord record) {
        return start.isEmpty()
                || record.approximateArrivalTimestamp() == null
                || !record.approximateArrivalTimestamp().isBefore(start.get());
    }

    /** A record that cannot be read holds up every part. */
    private boolean isIn(LanePart part, FetchedRecord record) {
        Map<String, AttributeValue> keys = record.record().dynamodb().keys();
        return keys.isEmpty() || part.has(ItemKey.of(keys), partitionKey);
    }
}
