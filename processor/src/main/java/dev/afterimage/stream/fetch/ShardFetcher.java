package dev.afterimage.stream.fetch;

import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.common.StreamIdentifier;
import software.amazon.kinesis.retrieval.DataFetcherResult;
import software.amazon.kinesis.retrieval.GetRecordsResponseAdapter;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;
import software.amazon.kinesis.retrieval.polling.DataFetcher;

/**
 * Fetches the records of one shard, page by page, in the shard's own pace and within what the worker may fetch over all. For
 * one thread, KCL's prefetching one; the thread that initialises or resets it does so while that one waits, and calls
 * nobody: a shard that cannot be read is opened all the same.
 *
 * <p>The adapter's own fetcher goes on silently where records were trimmed before they were read, takes a missing shard
 * for one that has ended, and makes JSON of each record four times. This one tells of both losses, and passes records
 * through as they are.
 */
final class ShardFetcher implements DataFetcher {
    /** So long a call of KCL waits at most: it wants to hear of a shard more often than once a minute, and to end. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final FetchSource source;
    private final ShardFeed feed;
    private final ShardPages pages;
    private final StreamIdentifier identifier;
    private long nextRead = System.nanoTime();

    ShardFetcher(FetchSource source, ShardFeed feed, StreamIdentifier identifier) {
        this.source = source;
        this.feed = feed;
        this.pages = new ShardPages(source, feed.shard());
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
        pages.goTo(sequence);
    }

    @Override
    public void restartIterator() {
        pages.restart();
    }

    @Override
    public void resetIterator(
            @Nullable String shardIterator, String sequence, InitialPositionInStreamExtended position) {
        pages.goTo(shardIterator, sequence);
        feed.goBackTo(pages.known());
    }

    @Override
    public DataFetcherResult getRecords() {
        OptionalInt records =
                isTime() ? feed.share().take(source.pace().maxRecords(), LONGEST_WAIT) : OptionalInt.empty();
        if (records.isEmpty()) {
            return new Unread();
        }
        waitUntilNextRead(PollingPace.AFTER_FAILURE);
        try {
            return pages.read(records.getAsInt())
                    .<DataFetcherResult>map(page -> new Fetched(page, records.getAsInt()))
                    .orElseGet(this::unread);
        } catch (RuntimeException failure) {
            feed.share().leave();
            throw failure;
        }
    }

    @Override
    public StreamIdentifier getStreamIdentifier() {
        return identifier;
    }

    @Override
    public boolean isShardEndReached() {
        return pages.ended();
    }

    /** Waits for the time of the next read; answers whether it has come. */
    private boolean isTime() {
        Duration left = Duration.ofNanos(Math.max(0, nextRead - System.nanoTime()));
        boolean soon = left.compareTo(LONGEST_WAIT) <= 0;
        return feed.pause(soon ? left : LONGEST_WAIT) && soon;
    }

    private void waitUntilNextRead(Duration pause) {
        nextRead = System.nanoTime() + pause.toNanos();
    }

    private DataFetcherResult unread() {
        feed.share().leave();
        return new Unread();
    }

    private Duration pauseAfter(FetchedPage page, int asked) {
        if (page.nextShardIterator() == null) {
            return PollingPace.AFTER_END;
        }
        return page.fetched().isEmpty()
                ? source.pace().afterEmpty(feed.reading().emptyPages())
                : source.pace().after(page.fetched().size(), page.weight(), asked);
    }

    /** A page that moves the fetcher on only once KCL accepts it. */
    private final class Fetched extends Result {
        private final int asked;

        Fetched(FetchedPage page, int asked) {
            super(page);
            this.asked = asked;
        }

        @Override
        public GetRecordsResponseAdapter acceptAdapter() {
            pages.accept(page());
            feed.add(page());
            waitUntilNextRead(pauseAfter(page(), asked));
            return page();
        }

        @Override
        public boolean isShardEnd() {
            return page().nextShardIterator() == null;
        }
    }

    /** Nothing, since it was not time to read, or not this shard's turn. */
    private final class Unread extends Result {
        Unread() {
            super(pages.none());
        }

        @Override
        public GetRecordsResponseAdapter acceptAdapter() {
            return page();
        }

        @Override
        public boolean isShardEnd() {
            return pages.ended();
        }
    }

    /** What KCL gets. */
    private abstract static class Result implements DataFetcherResult {
        private final FetchedPage page;

        Result(FetchedPage page) {
            this.page = page;
        }

        FetchedPage page() {
            return page;
        }

        @Override
        public GetRecordsResponseAdapter getResultAdapter() {
            return page;
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
