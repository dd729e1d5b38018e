package dev.afterimage.inspection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.history.Target;
import dev.afterimage.item.Item;
import dev.afterimage.undo.FoundItem;
import dev.afterimage.undo.PutBack;
import dev.afterimage.undo.Survey;
import dev.afterimage.undo.UndoEnd;
import dev.afterimage.undo.UndoPlan;
import dev.afterimage.undo.UndoTally;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** What puts items back, and what came of it, as the fields of a JSON object; the same for scripts and for programs. */
public final class UndoJson {
    private UndoJson() {}

    /** What putting an item back would do. */
    public static void plan(JsonGenerator json, UndoPlan plan, Target to) throws IOException {
        json.writeStringField("item", plan.table() + "/" + plan.key());
        json.writeStringField("to", TargetText.of(to));
        switch (plan) {
            case UndoPlan.Ready ready -> {
                json.writeStringField("state", "ready");
                ready(json, ready);
            }
            case UndoPlan.Same _ -> json.writeStringField("state", "same");
            case UndoPlan.Impossible impossible -> {
                json.writeStringField("state", "impossible");
                json.writeStringField("reason", impossible.reason());
            }
        }
        SearchJson.cost(json, plan.cost());
    }

    private static void ready(JsonGenerator json, UndoPlan.Ready ready) throws IOException {
        PutBack putBack = ready.putBack();
        if (ready.change().isPresent()) {
            json.writeStringField("change", ready.change().get().digits());
        }
        json.writeStringField("seen", putBack.fingerprint().text());
        json.writeBooleanField("exists", putBack.seen().isPresent());
        json.writeBooleanField("will_exist", putBack.wanted().isPresent());
        DifferenceJson.differences(
                json,
                ItemDiff.between(
                        putBack.seen().orElse(Item.empty()), putBack.wanted().orElse(Item.empty())));
        json.writeArrayFieldStart("warnings");
        for (String warning : ready.warnings()) {
            json.writeString(warning);
        }
        json.writeEndArray();
        json.writeNumberField("write_units", putBack.writeUnits());
    }

    /** What came of putting an item back. */
    public static void end(JsonGenerator json, String item, UndoEnd end) throws IOException {
        json.writeStringField("item", item);
        json.writeStringField("outcome", outcome(end));
        Optional<String> trouble = end.trouble();
        if (trouble.isPresent()) {
            json.writeStringField("detail", trouble.get());
        }
        if (end instanceof UndoEnd.Done done) {
            json.writeNumberField("write_units", done.writeUnits());
        }
    }

    private static String outcome(UndoEnd end) {
        return switch (end) {
            case UndoEnd.Done _ -> "done";
            case UndoEnd.Same _ -> "same";
            case UndoEnd.Changed _ -> "changed";
            case UndoEnd.Impossible _ -> "impossible";
            case UndoEnd.Failed _ -> "failed";
            case UndoEnd.Stopped _ -> "stopped";
        };
    }

    /** What putting back all that a search finds would do, without naming the items. */
    public static void survey(JsonGenerator json, Survey survey) throws IOException {
        json.writeStringField("end", survey.end().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("ready", survey.items().size());
        json.writeNumberField("same", survey.same());
        json.writeNumberField("impossible", survey.impossible());
        json.writeArrayFieldStart("obstacles");
        for (UndoPlan.Impossible obstacle : survey.obstacles()) {
            trouble(json, obstacle.table() + "/" + obstacle.key(), obstacle.reason());
        }
        json.writeEndArray();
        json.writeNumberField("write_units", survey.writeUnits());
        SearchJson.cost(json, survey.cost());
    }

    /** What putting items back has come to. */
    public static void tally(JsonGenerator json, UndoTally tally) throws IOException {
        json.writeNumberField("done", tally.done());
        json.writeNumberField("same", tally.same());
        json.writeNumberField("changed", tally.changed());
        json.writeNumberField("failed", tally.failed());
        json.writeNumberField("write_units", tally.writeUnits());
        json.writeArrayFieldStart("troubles");
        for (UndoTally.Trouble trouble : tally.troubles()) {
            trouble(json, trouble.item().toString(), trouble.reason());
        }
        json.writeEndArray();
    }

    /** Items by name, with what somebody has to know to put each back. */
    public static void items(JsonGenerator json, Iterable<FoundItem> items) throws IOException {
        json.writeArrayFieldStart("items");
        for (FoundItem item : items) {
            json.writeStartObject();
            json.writeStringField("item", item.toString());
            json.writeStringField("seen", item.seen().text());
            json.writeNumberField("write_units", item.writeUnits());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void trouble(JsonGenerator json, String item, String reason) throws IOException {
        json.writeStartObject();
        json.writeStringField("item", item);
        json.writeStringField("reason", reason);
        json.writeEndObject();
    }
}
