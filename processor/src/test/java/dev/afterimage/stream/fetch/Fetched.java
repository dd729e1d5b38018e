package dev.afterimage.stream.fetch;

import dev.afterimage.change.SequenceNumber;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** What a fetcher would have fetched, for tests of who gets it. */
public final class Fetched {
    private Fetched() {}

    /** A page of these records, of which the first comes after that number, as a feed has it and as KCL delivers it. */
    public static List<KinesisClientRecord> page(
            ShardFeed feed, List<Record> records, Optional<SequenceNumber> before) {
        FetchedPage page = FetchedPage.of(records, before, "next", List.of());
        feed.begin();
        feed.add(page);
        return page.records();
    }
}
