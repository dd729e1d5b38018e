package dev.afterimage.inspection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemJson;
import dev.afterimage.item.ItemSize;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Differences as a field of a JSON object: for people as a line, for programs with the path's steps and the values as
 * DynamoDB JSON. A large value is left out, since the images have it.
 */
public final class DifferenceJson {
    private static final int LARGEST = 4 * 1024;

    private DifferenceJson() {}

    public static void differences(JsonGenerator json, List<Difference> differences) throws IOException {
        json.writeArrayFieldStart("differences");
        for (Difference difference : differences) {
            json.writeStartObject();
            json.writeStringField("path", difference.path().toString());
            steps(json, difference.path());
            json.writeStringField("kind", kind(difference));
            json.writeStringField("text", DifferenceText.of(difference));
            values(json, difference);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void steps(JsonGenerator json, AttributePath path) throws IOException {
        json.writeArrayFieldStart("steps");
        for (AttributePath.Step step : path.steps()) {
            switch (step) {
                case AttributePath.Step.Name name -> json.writeString(name.name());
                case AttributePath.Step.Index index -> json.writeNumber(index.index());
            }
        }
        json.writeEndArray();
    }

    private static String kind(Difference difference) {
        return switch (difference) {
            case Difference.Added added -> "added";
            case Difference.Removed removed -> "removed";
            case Difference.Replaced replaced -> "replaced";
            case Difference.Rewritten rewritten -> "rewritten";
            case Difference.Members members -> "members";
        };
    }

    private static void values(JsonGenerator json, Difference difference) throws IOException {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        switch (difference) {
            case Difference.Added added -> values.put("after", added.value());
            case Difference.Removed removed -> values.put("before", removed.value());
            case Difference.Replaced replaced -> {
                values.put("before", replaced.before());
                values.put("after", replaced.after());
            }
            case Difference.Rewritten rewritten -> {
                values.put("before", AttributeValue.fromS(rewritten.before()));
                values.put("after", AttributeValue.fromS(rewritten.after()));
            }
            case Difference.Members members -> {
                values.put("removed", AttributeValue.fromL(members.removed()));
                values.put("added", AttributeValue.fromL(members.added()));
            }
        }
        values.values().removeIf(value -> ItemSize.of(value) > LARGEST);
        json.writeFieldName("values");
        ItemJson.write(Item.of(values), json);
    }
}
