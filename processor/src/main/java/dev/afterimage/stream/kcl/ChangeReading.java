package dev.afterimage.stream.kcl;

import dev.afterimage.change.Change;
import dev.afterimage.stream.MalformedRecord;
import dev.afterimage.stream.RecordDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** Reads records as the changes that are to be applied. Pure and thread-safe. */
record ChangeReading(RecordDecoder decoder, Optional<Instant> start) {
    /**
     * What came of some records.
     *
     * @param records how many records were read, from the first on
     * @param changes those of their changes that are to be applied
     * @param problem why the record after them cannot be read; empty where all were
     */
    record Outcome(int records, List<Change> changes, Optional<String> problem) {
        int beforeStart() {
            return records - changes.size();
        }
    }

    ChangeReading(FollowedStream stream) {
        this(new RecordDecoder(stream.source()), stream.start());
    }

    Outcome read(List<Record> records) {
        List<Change> changes = new ArrayList<>(records.size());
        int read = 0;
        try {
            for (Record record : records) {
                Change change = decoder.decode(record);
                if (wanted(change)) {
                    changes.add(change);
                }
                read++;
            }
        } catch (MalformedRecord malformed) {
            return new Outcome(read, changes, Optional.ofNullable(malformed.getMessage()));
        }
        return new Outcome(read, changes, Optional.empty());
    }

    private boolean wanted(Change change) {
        return start.isEmpty() || !change.changedAt().isBefore(start.get());
    }
}
