package dev.afterimage.stream.script;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemJson;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/** Makes the records of a script, of the table {@code items}, one version of an item after the other, and writes them as the service does. */
final class ScriptedRecords {
    private final Map<String, Map<String, AttributeValue>> present = new HashMap<>();
    private long last = 100_000_000_000_000_000L;

    /** The record of an item's next version, with this much text in it. */
    Record next(String item, String text, Instant at) {
        Map<String, AttributeValue> keys =
                Map.of("list_id", AttributeValue.fromS(item), "datetime", AttributeValue.fromS("now"));
        Optional<Map<String, AttributeValue>> before = Optional.ofNullable(present.get(item));
        int version = before.flatMap(image -> Item.of(image).number("version"))
                .map(number -> number.intValue() + 1)
                .orElse(1);
        Map<String, AttributeValue> after = new HashMap<>(keys);
        after.put("version", AttributeValue.fromN(Integer.toString(version)));
        after.put("text", AttributeValue.fromS(text));
        present.put(item, after);
        StreamRecord.Builder data = StreamRecord.builder()
                .keys(keys)
                .newImage(after)
                .sequenceNumber(nextNumber())
                .approximateCreationDateTime(at)
                .streamViewType("NEW_AND_OLD_IMAGES")
                .sizeBytes(40L + text.length() * (before.isPresent() ? 2L : 1L));
        before.ifPresent(data::oldImage);
        return Record.builder()
                .eventID("event-" + last)
                .eventName(before.isPresent() ? "MODIFY" : "INSERT")
                .dynamodb(data.build())
                .build();
    }

    /** The stream's next number, which no record has. */
    String nextNumber() {
        last++;
        return "000" + last;
    }

    static SequenceNumber sequence(Record record) {
        return new SequenceNumber(record.dynamodb().sequenceNumber());
    }

    static void write(Record record, JsonGenerator json) throws IOException {
        StreamRecord data = record.dynamodb();
        json.writeStartObject();
        json.writeStringField("eventID", record.eventID());
        json.writeStringField("eventName", record.eventNameAsString());
        json.writeObjectFieldStart("dynamodb");
        json.writeNumberField(
                "ApproximateCreationDateTime",
                data.approximateCreationDateTime().getEpochSecond());
        image("Keys", data.keys(), json);
        image("NewImage", data.newImage(), json);
        if (data.hasOldImage()) {
            image("OldImage", data.oldImage(), json);
        }
        json.writeStringField("SequenceNumber", data.sequenceNumber());
        json.writeNumberField("SizeBytes", data.sizeBytes());
        json.writeStringField("StreamViewType", data.streamViewTypeAsString());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void image(String name, Map<String, AttributeValue> image, JsonGenerator json) throws IOException {
        json.writeFieldName(name);
        ItemJson.write(Item.of(image), json);
    }
}
