package dev.afterimage.stream.fetch;

import dev.afterimage.change.SequenceNumber;
import java.nio.ByteBuffer;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.kinesis.model.EncryptionType;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** A stream record as KCL passes it through: KCL itself looks at its sequence number, and at how large it is. */
public final class FetchedRecord extends KinesisClientRecord {
    /** Stands in for every record's data, since only the size of that is looked at. */
    private static final ByteBuffer ANY_DATA = ByteBuffer.allocate(1 << 20).asReadOnlyBuffer();

    private final Record record;
    private final Optional<SequenceNumber> previous;

    FetchedRecord(Record record, Optional<SequenceNumber> previous) {
        super(
                record.dynamodb().sequenceNumber(),
                record.dynamodb().approximateCreationDateTime(),
                ANY_DATA.slice(0, size(record)),
                record.dynamodb().sequenceNumber(),
                EncryptionType.NONE,
                0,
                null,
                false,
                null);
        this.record = record;
        this.previous = previous;
    }

    private static int size(Record record) {
        Long bytes = record.dynamodb().sizeBytes();
        return bytes == null ? 0 : (int) Math.clamp(bytes, 0L, ANY_DATA.capacity());
    }

    /** What it takes in memory, about. */
    long weight() {
        Long bytes = record.dynamodb().sizeBytes();
        return FetchBudget.RECORD_OVERHEAD + (bytes == null ? 0 : bytes);
    }

    public Record record() {
        return record;
    }

    /** The record before it in its shard; empty for the first that was read, and after a gap. */
    public Optional<SequenceNumber> previous() {
        return previous;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FetchedRecord fetched && record.equals(fetched.record);
    }

    @Override
    public int hashCode() {
        return record.hashCode();
    }

    @Override
    public String toString() {
        return "record " + sequenceNumber();
    }
}
