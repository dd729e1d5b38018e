package dev.afterimage.stream.fetch;

import dev.afterimage.change.SequenceNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.kinesis.retrieval.GetRecordsResponseAdapter;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** One page of a shard's records, as KCL wants it. It asks for the list several times, so that is made once. */
final class FetchedPage implements GetRecordsResponseAdapter {
    private final List<FetchedRecord> records;
    private final @Nullable String next;
    private final List<ChildShard> children;

    private FetchedPage(List<FetchedRecord> records, @Nullable String next, List<ChildShard> children) {
        this.records = records;
        this.next = next;
        this.children = children;
    }

    /**
     * A page of these records.
     *
     * @param before the record before the first of them
     * @param next the iterator of the next page; null at the shard's end
     * @param children the shards that go on where this one has ended
     */
    static FetchedPage of(
            List<Record> records, Optional<SequenceNumber> before, @Nullable String next, List<ChildShard> children) {
        List<FetchedRecord> fetched = new ArrayList<>(records.size());
        Optional<SequenceNumber> previous = before;
        for (Record record : records) {
            fetched.add(new FetchedRecord(record, previous));
            previous = Optional.of(new SequenceNumber(record.dynamodb().sequenceNumber()));
        }
        return new FetchedPage(fetched, next, children);
    }

    /** What the records take in memory, about. */
    long weight() {
        return records.stream().mapToLong(FetchedRecord::weight).sum();
    }

    /** The end of a shard, without records. */
    static FetchedPage end(List<ChildShard> children) {
        return new FetchedPage(List.of(), null, children);
    }

    List<FetchedRecord> fetched() {
        return records;
    }

    Optional<SequenceNumber> lastSequence() {
        return last().map(record -> new SequenceNumber(record.sequenceNumber()));
    }

    /** The stream's time of the newest record. */
    Optional<Instant> lastTime() {
        return last().map(FetchedRecord::approximateArrivalTimestamp);
    }

    private Optional<FetchedRecord> last() {
        return records.isEmpty() ? Optional.empty() : Optional.of(records.getLast());
    }

    @Override
    public List<KinesisClientRecord> records() {
        return Collections.unmodifiableList(records);
    }

    @Override
    public @Nullable Long millisBehindLatest() {
        return null;
    }

    @Override
    public List<ChildShard> childShards() {
        return children;
    }

    @Override
    public @Nullable String nextShardIterator() {
        return next;
    }

    @Override
    public String requestId() {
        return "";
    }
}
