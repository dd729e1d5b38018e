package dev.afterimage.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.audit.AuditEntry;
import dev.afterimage.change.Change;
import dev.afterimage.inspection.ItemDiff;
import dev.afterimage.inspection.ValueText;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemJson;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.pipeline.Redrivable;
import dev.afterimage.projection.AttributeChange;
import dev.afterimage.projection.Write;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How parked changes are written. */
final class ParkedText {
    private static final int LONGEST_REASON = 100;

    private ParkedText() {}

    static TextTable table(Collection<Marker> markers, Instant now) {
        TextTable table = new TextTable("PROJECTION", "ITEM", "WAITING", "SINCE", "REASON");
        for (Marker marker : markers) {
            table.row(
                    marker.item().projection().value(),
                    item(marker.item()),
                    Long.toString(marker.waiting()),
                    Ago.of(marker.since(), now),
                    shortened(marker.reason()));
        }
        return table;
    }

    static void json(Marker marker, PrintWriter out) {
        JsonLine.print(out, json -> {
            head(json, marker.item());
            json.writeNumberField("waiting", marker.waiting());
            json.writeStringField("since", marker.since().toString());
            json.writeStringField("tail", marker.tail().digits());
            json.writeStringField("reason", marker.reason());
        });
    }

    /** What waits: a change whole and why, or what is wrong with it. */
    static void whole(ParkedRecord parked, Instant now, PrintWriter out) {
        switch (parked) {
            case ParkedRecord.Whole whole -> whole(whole, now, out);
            case ParkedRecord.Damaged damaged -> out.println("damaged  " + name(parked) + ": " + damaged.reason());
        }
        out.flush();
    }

    /** A parked change with what it changed, both images whole, and why it waits. */
    private static void whole(ParkedRecord.Whole whole, Instant now, PrintWriter out) {
        ParkedChange parked = whole.change();
        Change change = parked.change();
        out.println(change.changedAt() + "  " + String.format("%-6s", AuditEntry.Operation.of(change)) + "  "
                + name(whole));
        ItemDiff.lines(change.before().orElse(Item.empty()), change.after().orElse(Item.empty()))
                .forEach(line -> out.println("    " + line));
        change.before().ifPresent(image -> out.println("    old " + ItemJson.write(image)));
        change.after().ifPresent(image -> out.println("    new " + ItemJson.write(image)));
        out.println("    parked " + Ago.of(parked.parkedAt(), now) + ": " + parked.reason());
        parked.triedAt()
                .ifPresent(at -> out.println(
                        "    tried in vain " + times(parked.attempts()) + ", last touched " + Ago.of(at, now)));
        if (parked.applied() > 0) {
            out.println("    the first " + parked.applied() + " of its writes are applied already");
        }
    }

    static void json(ParkedRecord parked, PrintWriter out) {
        switch (parked) {
            case ParkedRecord.Whole whole -> json(whole.change(), out);
            case ParkedRecord.Damaged damaged ->
                JsonLine.print(out, json -> {
                    json.writeStringField("projection", parked.projection().value());
                    AuditText.id(json, parked.id());
                    json.writeStringField("damaged", damaged.reason());
                });
        }
    }

    private static void json(ParkedChange parked, PrintWriter out) {
        Change change = parked.change();
        JsonLine.print(out, json -> {
            json.writeStringField("projection", parked.projection().value());
            AuditText.id(json, change.id());
            json.writeStringField("operation", AuditEntry.Operation.of(change).name());
            json.writeStringField("changed_at", change.changedAt().toString());
            json.writeStringField("parked_at", parked.parkedAt().toString());
            json.writeStringField("reason", parked.reason());
            json.writeNumberField("attempts", parked.attempts());
            if (parked.triedAt().isPresent()) {
                json.writeStringField("tried_at", parked.triedAt().get().toString());
            }
            json.writeNumberField("applied", parked.applied());
            AuditText.image(json, "old", change.before());
            AuditText.image(json, "new", change.after());
            if (change instanceof Change.Expired expired) {
                AuditText.expiry(json, expired.expiry());
            }
        });
    }

    /** What redriving a change would do. */
    static void preview(Redrivable redrivable, PrintWriter out) {
        String name = name(redrivable.parked());
        switch (redrivable) {
            case Redrivable.Fit fit -> {
                out.println("would apply " + name);
                fit.left().forEach(write -> out.println("    " + write(write)));
            }
            case Redrivable.Unfit unfit -> out.println("would refuse " + name + ": " + unfit.reason());
        }
        out.flush();
    }

    /** A parked change, for people: {@code lists/id=L1 #7 for list_summary}. */
    static String name(ParkedRecord parked) {
        return parked.id().item() + " #" + parked.sequence() + " for " + parked.projection();
    }

    static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    private static String item(ParkedItem item) {
        return item.table() + "/" + item.key();
    }

    private static void head(JsonGenerator json, ParkedItem item) throws IOException {
        json.writeStringField("projection", item.projection().value());
        json.writeStringField("table", item.table().value());
        json.writeFieldName("key");
        ItemJson.write(Item.of(item.key().attributes()), json);
        json.writeStringField("item", item(item));
    }

    private static String write(Write write) {
        return switch (write) {
            case Write.Put put ->
                "put " + put.row() + "  "
                        + attributes(put.item().attributes(), put.row().key().attributes());
            case Write.Delete delete -> "delete " + delete.row();
            case Write.Update update ->
                "update " + update.row() + "  "
                        + update.changes().entrySet().stream()
                                .map(entry -> change(entry.getKey(), entry.getValue()))
                                .collect(Collectors.joining(", "));
        };
    }

    private static String attributes(Map<String, AttributeValue> all, Map<String, AttributeValue> key) {
        return all.entrySet().stream()
                .filter(entry -> !key.containsKey(entry.getKey()))
                .map(entry -> entry.getKey() + ": " + ValueText.of(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String change(String name, AttributeChange change) {
        return switch (change) {
            case AttributeChange.Set set -> "set " + name + ": " + ValueText.of(set.value());
            case AttributeChange.Add add -> "add " + add.difference().toPlainString() + " to " + name;
            case AttributeChange.Remove remove -> "remove " + name;
        };
    }

    private static String times(int attempts) {
        return attempts == 1 ? "once" : attempts + " times";
    }

    private static String shortened(String reason) {
        String line = reason.lines().findFirst().orElse("");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }
}
