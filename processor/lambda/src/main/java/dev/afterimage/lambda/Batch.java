package dev.afterimage.lambda;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import dev.afterimage.app.Engine;
import dev.afterimage.change.Change;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.TableName;
import dev.afterimage.stream.MalformedRecord;
import dev.afterimage.stream.RecordDecoder;
import dev.afterimage.stream.StreamArn;
import dev.afterimage.stream.StreamSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changes of an event up to the first record that is none, by item and in order, each once. Those behind that record may be of its
 * item: they wait for it.
 *
 * @param malformed the sequence number of that record
 */
record Batch(Map<ItemLane, SortedMap<SequenceNumber, Change>> items, Optional<String> malformed) {
    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

    static Batch of(DynamodbEvent event, Engine engine) {
        Map<ItemLane, SortedMap<SequenceNumber, Change>> items = new LinkedHashMap<>();
        for (DynamodbEvent.DynamodbStreamRecord received : event.getRecords()) {
            try {
                Change change = decode(received, engine);
                items.computeIfAbsent(ItemLane.of(change), _ -> new TreeMap<>()).put(change.sequence(), change);
            } catch (MalformedRecord malformed) {
                LOG.error("a record cannot be read, nothing behind it is applied: {}", malformed.getMessage());
                return new Batch(items, Optional.of(sequence(received, malformed)));
            }
        }
        return new Batch(items, Optional.empty());
    }

    private static Change decode(DynamodbEvent.DynamodbStreamRecord received, Engine engine) {
        TableName table = table(received);
        StreamSource source = engine.source(table)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the event is of table " + table + ", which is no source: add it to 'sources' of the"
                                + " configuration, or take its trigger from this function"));
        return new RecordDecoder(source).decode(ReceivedRecord.of(received));
    }

    private static TableName table(DynamodbEvent.DynamodbStreamRecord received) {
        return new StreamArn(Optional.ofNullable(received.getEventSourceARN())
                        .orElseThrow(() -> new IllegalArgumentException(
                                "the event names no eventSourceARN: it is none of a DynamoDB stream")))
                .table();
    }

    private static String sequence(DynamodbEvent.DynamodbStreamRecord received, MalformedRecord malformed) {
        return Optional.ofNullable(received.getDynamodb())
                .flatMap(data -> Optional.ofNullable(data.getSequenceNumber()))
                .orElseThrow(() -> malformed);
    }
}
