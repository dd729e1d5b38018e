package dev.afterimage.inspection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.history.ReadCost;
import dev.afterimage.history.SearchPage;
import java.io.IOException;

/** Where a search has ended, as the fields of a JSON object. */
public final class SearchJson {
    private SearchJson() {}

    /**
     * The end of a page.
     *
     * @param cost what it cost, together with those before it that belong to it
     */
    public static void page(JsonGenerator json, SearchPage<?> page, ReadCost cost) throws IOException {
        if (page.more() && page.end().isPresent()) {
            json.writeStringField("cursor", page.end().get().token());
        }
        json.writeBooleanField("more", page.more());
        json.writeStringField("searched_to", page.reached().toString());
        cost(json, cost);
    }

    public static void cost(JsonGenerator json, ReadCost cost) throws IOException {
        json.writeObjectFieldStart("cost");
        json.writeNumberField("read_units", cost.units());
        json.writeNumberField("requests", cost.requests());
        json.writeEndObject();
    }
}
