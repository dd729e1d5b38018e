package dev.afterimage.inspection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.audit.AuditEntry;
import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemJson;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.pipeline.Redrivable;
import dev.afterimage.projection.Write;
import java.io.IOException;

/** Parked changes as the fields of a JSON object, the same for scripts and for programs; images are DynamoDB JSON. */
public final class ParkedJson {
    private ParkedJson() {}

    /** An item that waits. */
    public static void marker(JsonGenerator json, Marker marker) throws IOException {
        item(json, marker.item());
        json.writeNumberField("waiting", marker.waiting());
        json.writeStringField("since", marker.since().toString());
        json.writeStringField("tail", marker.tail().digits());
        json.writeStringField("reason", marker.reason());
    }

    /** For which projection an item waits, and which it is. */
    public static void item(JsonGenerator json, ParkedItem item) throws IOException {
        json.writeStringField("projection", item.projection().value());
        json.writeStringField("table", item.table().value());
        json.writeFieldName("key");
        ItemJson.write(Item.of(item.key().attributes()), json);
        json.writeStringField("item", item.table() + "/" + item.key());
    }

    /** What waits: a change whole and why, or what is wrong with it. */
    public static void parked(JsonGenerator json, ParkedRecord parked) throws IOException {
        id(json, parked);
        switch (parked) {
            case ParkedRecord.Whole whole -> whole(json, whole.change());
            case ParkedRecord.Damaged damaged -> json.writeStringField("damaged", damaged.reason());
        }
    }

    private static void id(JsonGenerator json, ParkedRecord parked) throws IOException {
        json.writeStringField("projection", parked.projection().value());
        AuditJson.id(json, parked.id());
    }

    private static void whole(JsonGenerator json, ParkedChange parked) throws IOException {
        Change change = parked.change();
        json.writeStringField("operation", AuditEntry.Operation.of(change).name());
        json.writeStringField("changed_at", change.changedAt().toString());
        json.writeStringField("parked_at", parked.parkedAt().toString());
        json.writeStringField("reason", parked.reason());
        json.writeNumberField("attempts", parked.attempts());
        if (parked.triedAt().isPresent()) {
            json.writeStringField("tried_at", parked.triedAt().get().toString());
        }
        json.writeNumberField("applied", parked.applied());
        AuditJson.image(json, "old", change.before());
        AuditJson.image(json, "new", change.after());
        if (change instanceof Change.Expired expired) {
            AuditJson.expiry(json, expired.expiry());
        }
    }

    /** What redriving a change would do: the writes that are not applied yet, or why it would be refused. */
    public static void redrivable(JsonGenerator json, Redrivable redrivable) throws IOException {
        id(json, redrivable.parked());
        switch (redrivable) {
            case Redrivable.Fit fit -> {
                json.writeArrayFieldStart("writes");
                for (Write write : fit.left()) {
                    json.writeStartObject();
                    json.writeStringField("kind", WriteText.kind(write));
                    json.writeStringField("row", write.row().toString());
                    json.writeStringField("effect", WriteText.effect(write));
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            case Redrivable.Unfit unfit -> json.writeStringField("refused", unfit.reason());
        }
    }
}
