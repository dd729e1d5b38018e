package dev.afterimage.cli;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.change.Change;
import dev.afterimage.inspection.ItemDiff;
import dev.afterimage.inspection.ParkedJson;
import dev.afterimage.inspection.WriteText;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemJson;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.pipeline.Redrivable;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Collection;

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
        JsonLine.print(out, json -> ParkedJson.marker(json, marker));
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
        JsonLine.print(out, json -> ParkedJson.parked(json, parked));
    }

    /** What redriving a change would do. */
    static void preview(Redrivable redrivable, PrintWriter out) {
        String name = name(redrivable.parked());
        switch (redrivable) {
            case Redrivable.Fit fit -> {
                out.println("would apply " + name);
                fit.left().forEach(write -> out.println("    " + WriteText.of(write)));
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

    private static String times(int attempts) {
        return attempts == 1 ? "once" : attempts + " times";
    }

    private static String shortened(String reason) {
        String line = reason.lines().findFirst().orElse("");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }
}
