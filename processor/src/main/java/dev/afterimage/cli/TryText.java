package dev.afterimage.cli;

import dev.afterimage.inspection.ValueText;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemJson;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.testing.Trial;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** How what came of a trial is written. */
record TryText(PrintWriter out, boolean isJson) {
    /** That definitions are as they should be. */
    void checked(List<Projection> projections) {
        projections.forEach(projection -> {
            String sources = names(projection.sources().stream().toList());
            String tables =
                    names(projection.tables().stream().map(DerivedTable::name).toList());
            if (isJson) {
                JsonLine.print(out, json -> {
                    json.writeStringField("projection", projection.name().value());
                    json.writeStringField("source", sources);
                    json.writeStringField("table", tables);
                });
            } else {
                out.println(projection.name() + ": no mistakes; makes " + tables + " of " + sources);
            }
        });
        out.flush();
    }

    private static String names(List<TableName> tables) {
        return tables.stream().map(TableName::value).collect(Collectors.joining(", "));
    }

    void trial(Trial trial, List<DerivedTable> tables) {
        tables.forEach(table -> {
            List<Item> rows = trial.tables().rows(table.name());
            if (isJson) {
                rows.forEach(row -> json(table, row));
            } else {
                plain(table, rows);
            }
        });
        trial.refusals().forEach(isJson ? this::json : this::plain);
        if (!isJson) {
            out.println(counted(trial.projected(), "change") + " projected"
                    + (trial.refusals().isEmpty()
                            ? ""
                            : ", of which " + trial.refusals().size() + " would be parked"));
        }
        out.flush();
    }

    private void plain(DerivedTable table, List<Item> rows) {
        List<Item> shown = rows.stream().filter(table::shows).toList();
        int hidden = rows.size() - shown.size();
        out.println(table.name() + ": " + counted(shown.size(), "row") + hiddenText(table, hidden));
        shown.forEach(row -> plain(table, row));
        out.println();
    }

    private static String hiddenText(DerivedTable table, int hidden) {
        return switch (table.shown()) {
            case DerivedTable.Shown.Counting counting
            when hidden > 0 -> ", and " + hidden + " that readers leave out (" + counting.attribute() + " is 0)";
            case DerivedTable.Shown.Always _, DerivedTable.Shown.With _, DerivedTable.Shown.Counting _ -> "";
        };
    }

    private void plain(DerivedTable table, Item row) {
        ItemKey key = table.definition().key().keyOf(row);
        out.println("  " + key);
        row.attributes().forEach((name, value) -> {
            if (!key.attributes().containsKey(name)) {
                out.println("    " + name + ": " + ValueText.of(value));
            }
        });
    }

    private void plain(Trial.Refusal refusal) {
        out.println("projection " + refusal.projection() + " cannot take change " + refusal.change() + ": "
                + refusal.reason()
                + (refusal.waiting() == 0
                        ? ""
                        : "; " + counted(refusal.waiting(), "later change") + " of the item would wait behind it"));
    }

    private void json(DerivedTable table, Item row) {
        JsonLine.print(out, json -> {
            json.writeStringField("table", table.name().value());
            json.writeBooleanField("shown", table.shows(row));
            json.writeFieldName("row");
            ItemJson.write(row, json);
        });
    }

    private void json(Trial.Refusal refusal) {
        JsonLine.print(out, json -> {
            json.writeStringField("projection", refusal.projection().value());
            json.writeStringField("parked", refusal.change().toString());
            json.writeStringField("reason", refusal.reason());
            json.writeNumberField("waiting", refusal.waiting());
        });
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
