package dev.afterimage.stream.fetch;

import dev.afterimage.change.SequenceNumber;
import java.nio.ByteBuffer;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.kinesis.model.EncryptionType;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** A stream record as KCL passes it through: KCL itself looks at nothing but its sequence number. */
public final class FetchedRecord extends KinesisClientRecord {
    private static final ByteBuffer NO_DATA = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final Record record;
    private final Optional<SequenceNumber> previous;

    FetchedRecord(Record record, Optional<SequenceNumber> previous) {
        super(
                record.dynamodb().sequenceNumber(),
                record.dynamodb().approximateCreationDateTime(),
                NO_DATA,
                record.dynamodb().sequenceNumber(),
                EncryptionType.NONE,
                0,
                null,
                false,
                null);
        this.record = record;
        this.previous = previous;
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
