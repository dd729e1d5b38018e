package dev.afterimage.stream.fetch;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.stream.StreamArn;
import dev.afterimage.stream.StreamListener;
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
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.common.StreamIdentifier;
import software.amazon.kinesis.retrieval.DataFetcherResult;
import software.amazon.kinesis.retrieval.GetRecordsResponseAdapter;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;
import software.amazon.kinesis.retrieval.polling.DataFetcher;

/**
 * Fetches the records of one shard, page by page. For one thread, KCL's prefetching one; the thread that initialises or
 * resets it does so while that one waits, and calls nobody: a shard that cannot be read is opened all the same.
 *
 * <p>The adapter's own fetcher goes on silently where records were trimmed before they were read, takes a missing shard
 * for one that has ended, and makes JSON of each record four times. This one tells of both losses, and passes records
 * through as they are.
 */
final class ShardFetcher implements DataFetcher {
    private static final String FIRST = ExtendedSequenceNumber.TRIM_HORIZON.sequenceNumber();

    /** A shard that is listed as ended may be missing by chance; after so many times in a row it is not. */
    private static final int MISSES_OF_A_TRIMMED_SHARD = 3;

    private final Source source;
    private final ShardFeed feed;
    private final StreamIdentifier identifier;
    private String last = FIRST;
    private @Nullable String iterator;
    private boolean ended;
    private int misses;

    /** What every fetcher of a stream works with. */
    record Source(DynamoDbStreamsClient client, StreamReader reader, int maxRecords, StreamListener listener) {}

    ShardFetcher(Source source, ShardFeed feed, StreamIdentifier identifier) {
        this.source = source;
        this.feed = feed;
        this.identifier = identifier;
    }

    @Override
    public void initialize(ExtendedSequenceNumber checkpoint, InitialPositionInStreamExtended position) {
        initialize(checkpoint.sequenceNumber(), position);
    }

    @Override
    public void initialize(String checkpoint, InitialPositionInStreamExtended position) {
        advanceIteratorTo(checkpoint, position);
    }

    @Override
    public void advanceIteratorTo(String sequence, InitialPositionInStreamExtended position) {
        feed.begin();
        last = sequence;
        iterator = null;
        ended = sequence.equals(ExtendedSequenceNumber.SHARD_END.sequenceNumber());
    }

    @Override
    public void restartIterator() {
        iterator = null;
    }

    @Override
    public void resetIterator(
            @Nullable String shardIterator, String sequence, InitialPositionInStreamExtended position) {
        iterator = shardIterator;
        last = sequence;
        feed.goBackTo(known());
    }

    @Override
    public DataFetcherResult getRecords() {
        if (iterator == null && !ended) {
            advance();
        }
        try {
            return new Fetched(page());
        } catch (ExpiredIteratorException expired) {
            advance();
        } catch (TrimmedDataAccessException trimmed) {
            goOnAfterGap();
        } catch (ResourceNotFoundException missing) {
            iterator = null;
            onMissing(missing);
        }
        return new Fetched(page());
    }

    @Override
    public StreamIdentifier getStreamIdentifier() {
        return identifier;
    }

    @Override
    public boolean isShardEndReached() {
        return ended;
    }

    private FetchedPage page() {
        String at = iterator;
        if (at == null) {
            return FetchedPage.end(children());
        }
        GetRecordsResponse response =
                source.client().getRecords(request -> request.shardIterator(at).limit(source.maxRecords()));
        String next = response.nextShardIterator();
        return FetchedPage.of(response.records(), known(), next, next == null ? children() : List.of());
    }

    private List<ChildShard> children() {
        return new ChildShards(source, feed.shard()).find();
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
        source.listener()
                .gap(
                        stream().table(),
                        "shard " + feed.shard() + " was trimmed behind record " + last
                                + "; going on with the oldest record that is left");
        last = FIRST;
        iterator = iterator(ShardIteratorType.TRIM_HORIZON);
    }

    private @Nullable String iterator(ShardIteratorType type) {
        String after = type == ShardIteratorType.TRIM_HORIZON ? null : last;
        return source.client()
                .getShardIterator(request -> request.streamArn(stream().value())
                        .shardId(feed.shard().value())
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
        switch (source.reader().presence(feed.shard())) {
            case StreamReader.Presence.Gone gone -> endAfterGap();
            case StreamReader.Presence.Ended ended when reached(ended.last()) -> end();
            // DynamoDB Local goes on listing what it has trimmed.
            case StreamReader.Presence.Ended ended when misses >= MISSES_OF_A_TRIMMED_SHARD -> endAfterGap();
            case StreamReader.Presence.Ended ended -> throw again("the shard was missing", missing);
            case StreamReader.Presence.Open open -> throw again("the shard was missing", missing);
        }
    }

    private void endAfterGap() {
        source.listener()
                .gap(stream().table(), "shard " + feed.shard() + " was trimmed whole, and read only to record " + last);
        end();
    }

    private boolean reached(SequenceNumber end) {
        return known().filter(sequence -> sequence.compareTo(end) >= 0).isPresent();
    }

    private void end() {
        iterator = null;
        ended = true;
    }

    private Optional<SequenceNumber> known() {
        return Character.isDigit(last.charAt(0)) ? Optional.of(new SequenceNumber(last)) : Optional.empty();
    }

    private StreamArn stream() {
        return source.reader().stream();
    }

    /** What KCL logs, and tries again. */
    private static SdkClientException again(String what, RuntimeException cause) {
        return SdkClientException.create(what + "; reading again", cause);
    }

    private void accepted(FetchedPage page) {
        misses = 0;
        iterator = page.nextShardIterator();
        ended |= iterator == null;
        page.lastSequence().ifPresent(newest -> last = newest.digits());
        feed.add(page);
    }

    /** A page that moves the fetcher on only once KCL accepts it. */
    private final class Fetched implements DataFetcherResult {
        private final FetchedPage page;

        Fetched(FetchedPage page) {
            this.page = page;
        }

        @Override
        public GetRecordsResponseAdapter getResultAdapter() {
            return page;
        }

        @Override
        public GetRecordsResponseAdapter acceptAdapter() {
            accepted(page);
            return page;
        }

        @Override
        public boolean isShardEnd() {
            return page.nextShardIterator() == null;
        }

        @Override
        @Deprecated
        public software.amazon.awssdk.services.kinesis.model.GetRecordsResponse getResult() {
            throw notOfKinesis();
        }

        @Override
        @Deprecated
        public software.amazon.awssdk.services.kinesis.model.GetRecordsResponse accept() {
            throw notOfKinesis();
        }
    }

    @Override
    public software.amazon.awssdk.services.kinesis.model.GetRecordsResponse getGetRecordsResponse(
            GetRecordsRequest request) {
        throw notOfKinesis();
    }

    @Override
    public GetRecordsRequest getGetRecordsRequest(String nextIterator) {
        throw notOfKinesis();
    }

    @Override
    public String getNextIterator(GetShardIteratorRequest request) {
        throw notOfKinesis();
    }

    @Override
    public software.amazon.awssdk.services.kinesis.model.GetRecordsResponse getRecords(String nextIterator) {
        throw notOfKinesis();
    }

    private static UnsupportedOperationException notOfKinesis() {
        return new UnsupportedOperationException("KCL does not call this for a stream of DynamoDB");
    }
}
