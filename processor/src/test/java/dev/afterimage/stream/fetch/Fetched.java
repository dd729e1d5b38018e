package dev.afterimage.stream.fetch;

import dev.afterimage.change.SequenceNumber;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** What a fetcher would have fetched, for tests of who gets it. */
public final class Fetched {
    private Fetched() {}

    /** These records, of which the first comes after that number. */
    public static List<KinesisClientRecord> records(List<Record> records, Optional<SequenceNumber> before) {
        return FetchedPage.of(records, before, "next", List.of()).records();
    }

    /** Lets a feed tell that it has fetched up to this number. */
    public static void upTo(ShardFeed feed, SequenceNumber newest) {
        feed.fetched(newest);
    }
}
