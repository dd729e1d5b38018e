package dev.afterimage.inspection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.history.AsOf;
import dev.afterimage.history.Stamp;
import dev.afterimage.item.Item;
import java.io.IOException;
import java.util.Optional;

/** What an item was, as the fields of a JSON object. */
public final class AsOfJson {
    private AsOfJson() {}

    public static void asOf(JsonGenerator json, AsOf answer) throws IOException {
        json.writeStringField("state", state(answer));
        if (answer instanceof AsOf.Since since) {
            stamp(json, "since", Optional.of(since.since()));
        }
        stamp(json, "until", answer.until());
        AuditJson.image(json, "image", answer.image());
    }

    /** What the item was at two points, and what differs. */
    public static void comparison(JsonGenerator json, AsOf from, AsOf to) throws IOException {
        json.writeObjectFieldStart("from");
        asOf(json, from);
        json.writeEndObject();
        json.writeObjectFieldStart("to");
        asOf(json, to);
        json.writeEndObject();
        Item earlier = from.image().orElse(Item.empty());
        DifferenceJson.differences(json, ItemDiff.between(earlier, to.image().orElse(Item.empty())));
    }

    /** {@code present}, {@code absent}, {@code unknown}, or one of the first two {@code …_before_log}. */
    public static String state(AsOf answer) {
        String known = answer.image().isPresent() ? "present" : "absent";
        return switch (answer) {
            case AsOf.Since since -> known;
            case AsOf.BeforeFirst before -> known + "_before_log";
            case AsOf.Unknown unknown -> "unknown";
        };
    }

    private static void stamp(JsonGenerator json, String name, Optional<Stamp> stamp) throws IOException {
        if (stamp.isPresent()) {
            json.writeObjectFieldStart(name);
            json.writeStringField("sequence", stamp.get().sequence().digits());
            json.writeStringField("changed_at", stamp.get().at().toString());
            json.writeEndObject();
        }
    }
}
