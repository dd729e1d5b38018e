package dev.afterimage.stream.fetch;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.lane.ShardId;
import dev.afterimage.stream.StreamArn;
import dev.afterimage.stream.StreamReader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/**
 * The pages of one shard, read one after the other; it tells of what was trimmed unread, and of a shard that is gone. For
 * one thread at a time.
 */
final class ShardPages {
    private static final String FIRST = ExtendedSequenceNumber.TRIM_HORIZON.sequenceNumber();

    /** A shard that is listed as ended may be missing by chance; after so many times in a row it is not. */
    private static final int MISSES_OF_A_TRIMMED_SHARD = 3;

    private final FetchSource source;
    private final ShardId shard;
    private String last = FIRST;
    private @Nullable String iterator;
    private boolean ended;
    private int misses;

    ShardPages(FetchSource source, ShardId shard) {
        this.source = source;
        this.shard = shard;
    }

    /** Goes on behind this record, or at the beginning, or the end, for which KCL has words. Asks nobody. */
    void goTo(String sequence) {
        last = sequence;
        iterator = null;
        ended = sequence.equals(ExtendedSequenceNumber.SHARD_END.sequenceNumber());
    }

    /** Goes on where this iterator points, which is behind this record. */
    void goTo(@Nullable String position, String sequence) {
        iterator = position;
        last = sequence;
    }

    /** Asks for a new iterator before the next read. */
    void restart() {
        iterator = null;
    }

    boolean ended() {
        return ended;
    }

    /** The record behind which it goes on; empty at the beginning. */
    Optional<SequenceNumber> known() {
        return Character.isDigit(last.charAt(0)) ? Optional.of(new SequenceNumber(last)) : Optional.empty();
    }

    /** No page, though there may be one. */
    FetchedPage none() {
        return FetchedPage.of(List.of(), known(), iterator, List.of());
    }

    /**
     * The next page, of at most so many records; empty where this thread was told to stop. It goes on behind the page only
     * once that is accepted.
     */
    Optional<FetchedPage> read(int records) {
        if (iterator == null && !ended) {
            advance();
        }
        try {
            return page(records);
        } catch (ExpiredIteratorException expired) {
            advance();
        } catch (TrimmedDataAccessException trimmed) {
            goOnAfterGap();
        } catch (ResourceNotFoundException missing) {
            iterator = null;
            onMissing(missing);
        }
        return page(records);
    }

    void accept(FetchedPage page) {
        misses = 0;
        iterator = page.nextShardIterator();
        ended |= iterator == null;
        page.lastSequence().ifPresent(newest -> last = newest.digits());
    }

    private Optional<FetchedPage> page(int records) {
        String at = iterator;
        if (at == null) {
            return Optional.of(FetchedPage.end(children()));
        }
        return source.calls()
                .call(() -> source.client()
                        .getRecords(request -> request.shardIterator(at).limit(records)))
                .map(this::page);
    }

    private FetchedPage page(GetRecordsResponse response) {
        String next = response.nextShardIterator();
        return FetchedPage.of(response.records(), known(), next, next == null ? children() : List.of());
    }

    private List<ChildShard> children() {
        return new ChildShards(source, shard).find();
    }

    /** Points the iterator behind the last record. */
    private void advance() {
        try {
            iterator = iterator(
                    known().isPresent() ? ShardIteratorType.AFTER_SEQUENCE_NUMBER : ShardIteratorType.TRIM_HORIZON);
        } catch (TrimmedDataAccessException trimmed) {
            goOnAfterGap();
        } catch (ResourceNotFoundException missing) {
            onMissing(missing);
        }
    }

    private void goOnAfterGap() {
        source.gaps()
                .keep(
                        stream().table(),
                        "shard " + shard + " was trimmed behind record " + last
                                + "; going on with the oldest record that is left");
        last = FIRST;
        iterator = iterator(ShardIteratorType.TRIM_HORIZON);
    }

    private @Nullable String iterator(ShardIteratorType type) {
        String after = type == ShardIteratorType.TRIM_HORIZON ? null : last;
        return source.client()
                .getShardIterator(request -> request.streamArn(stream().value())
                        .shardId(shard.value())
                        .shardIteratorType(type)
                        .sequenceNumber(after))
                .shardIterator();
    }

    /**
     * Ends a shard that is gone. A stream that is missing as a whole throws the same once more when it is asked for the
     * shard: then there is nothing to go on with.
     */
    private void onMissing(ResourceNotFoundException missing) {
        misses++;
        switch (source.reader().presence(shard)) {
            case StreamReader.Presence.Gone gone -> endAfterGap();
            case StreamReader.Presence.Ended ended when reached(ended.last()) -> end();
            // DynamoDB Local goes on listing what it has trimmed.
            case StreamReader.Presence.Ended ended when misses >= MISSES_OF_A_TRIMMED_SHARD -> endAfterGap();
            case StreamReader.Presence.Ended ended -> throw again("the shard was missing", missing);
            case StreamReader.Presence.Open open -> throw again("the shard was missing", missing);
        }
    }

    private void endAfterGap() {
        source.gaps().keep(stream().table(), "shard " + shard + " was trimmed whole, and read only to record " + last);
        end();
    }

    private boolean reached(SequenceNumber end) {
        return known().filter(sequence -> sequence.compareTo(end) >= 0).isPresent();
    }

    private void end() {
        iterator = null;
        ended = true;
    }

    private StreamArn stream() {
        return source.reader().stream();
    }

    /** What KCL logs, and tries again. */
    private static SdkClientException again(String what, RuntimeException cause) {
        return SdkClientException.create(what + "; reading again", cause);
    }
}
