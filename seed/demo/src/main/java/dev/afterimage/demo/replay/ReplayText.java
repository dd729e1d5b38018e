package dev.afterimage.demo.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.cli.AuditText;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemJson;
import dev.afterimage.projection.RowKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** How the result of a replay is written. */
record ReplayText(PrintWriter out) {
    private static final JsonFactory JSON = new JsonFactory();

    void plain(Replay.Result result) {
        out.println("audit entries:");
        result.entries().forEach(entry -> AuditText.diff(entry, out));
        out.println();
        out.println("derived rows:");
        result.rows().forEach((key, row) -> out.println("  " + plain(key, row)));
        out.println();
        out.println("replay: " + result.applied() + " changes applied, " + result.alreadyApplied() + " applied before, "
                + result.entries().size() + " audit entries");
        out.flush();
    }

    /** One object a line: the audit entries, then the rows. */
    void json(Replay.Result result) {
        result.entries().forEach(entry -> AuditText.json(entry, out));
        result.rows().forEach((key, row) -> out.println(json(key, row)));
        out.flush();
    }

    private static String plain(RowKey key, Optional<Item> row) {
        return row.map(item -> key.table() + "  " + item).orElse(key + "  is no more");
    }

    private static String json(RowKey key, Optional<Item> row) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("view", key.table().value());
            json.writeFieldName("key");
            ItemJson.write(Item.of(key.key().attributes()), json);
            if (row.isPresent()) {
                json.writeFieldName("row");
                ItemJson.write(row.get(), json);
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
