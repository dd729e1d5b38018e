package dev.afterimage.app;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.ItemKey;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.stream.StreamReader;
import dev.afterimage.telemetry.Unapplied;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * What a lane has not applied, by reading its shard from its position on.
 *
 * @param read when the shard was read; empty where it was not
 * @param trouble why it could not be read
 */
record LaneLook(Unapplied unapplied, Optional<Instant> read, Optional<String> trouble) {
    /**
     * Where a lane's changes are found.
     *
     * @param stream empty where the table has none
     * @param start older changes are not applied
     */
    record Shard(Optional<Followed> stream, Optional<Instant> start) {}

    /** A table's stream; the partition key of the table has this name. */
    record Followed(StreamReader reader, String partitionKey) {}

    /** Looks at the lane that stands there. */
    static LaneLook at(Position position, Optional<String> checkpoint, Shard shard, InstantSource clock) {
        if (position.closed()) {
            return new LaneLook(new Unapplied.Nothing(), Optional.empty(), Optional.empty());
        }
        if (shard.stream().isEmpty()) {
            return failed(position, "the table has no stream");
        }
        Followed stream = shard.stream().get();
        try {
            Unapplied unapplied = stream.reader()
                    .firstAfter(
                            position.lane().shard(),
                            start(position, checkpoint),
                            record -> isWanted(shard.start(), record)
                                    && isOf(position.lane(), stream.partitionKey(), record))
                    .<Unapplied>map(
                            record -> new Unapplied.Behind(record.dynamodb().approximateCreationDateTime()))
                    .orElseGet(Unapplied.Nothing::new);
            return new LaneLook(unapplied, Optional.of(clock.instant()), Optional.empty());
        } catch (SdkException unreadable) {
            return failed(position, "the shard cannot be read: " + unreadable.getMessage());
        }
    }

    private static LaneLook failed(Position position, String why) {
        return new LaneLook(
                position.changedAt().<Unapplied>map(Unapplied.Unread::new).orElseGet(() -> new Unapplied.Unknown(why)),
                Optional.empty(),
                Optional.of(why));
    }

    private static boolean isWanted(Optional<Instant> start, Record record) {
        return start.filter(
                        from -> record.dynamodb().approximateCreationDateTime().isBefore(from))
                .isEmpty();
    }

    private static boolean isOf(Lane lane, String partitionKey, Record record) {
        return lane.part()
                .map(part -> part.has(ItemKey.of(record.dynamodb().keys()), partitionKey))
                .orElse(true);
    }

    /** A part may have had no change for long; what the lease says to be done with is so for every part. */
    private static Optional<SequenceNumber> start(Position position, Optional<String> checkpoint) {
        return position.lane().isWhole()
                ? position.sequence()
                : Stream.concat(
                                position.sequence().stream(),
                                checkpoint.filter(note -> note.matches("[0-9]+")).map(SequenceNumber::new).stream())
                        .max(SequenceNumber::compareTo);
    }
}
