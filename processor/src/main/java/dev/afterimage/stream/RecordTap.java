package dev.afterimage.stream;

import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** Sees the records of every shard as they were read, before they are decoded and applied. Thread-safe. */
public interface RecordTap {
    /**
     * Takes the next records of a shard. They may have been shown before: after a failure, or a restart. The records are
     * applied only after this has returned; where it fails, the lane halts and shows them again.
     */
    void take(StreamShard shard, List<Record> records) throws IOException;
}
