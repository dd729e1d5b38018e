package dev.afterimage.cli;

import dev.afterimage.backfill.Backfill;
import dev.afterimage.backfill.BackfillState;
import dev.afterimage.backfill.Progress;
import dev.afterimage.backfill.Segment;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** How backfills are shown. */
final class BackfillText {
    private static final int WIDTH = 30;

    private BackfillText() {}

    static void text(Backfill backfill, Progress progress, PrintWriter out) {
        int filled = (int) (progress.share() * WIDTH);
        out.println(backfill.table() + (backfill.isRepair() ? "  repair " : "  ")
                + backfill.state().text()
                + (backfill.cancelled() ? " (cancelled)" : "") + "  started "
                + backfill.startedAt().truncatedTo(ChronoUnit.SECONDS));
        out.println(String.format(
                Locale.ROOT,
                "[%s%s] %.0f %%  %d of about %d items read, %d %s, %.0f items/s%s",
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                progress.share() * 100,
                progress.read(),
                progress.expected(),
                progress.loaded(),
                backfill.isRepair() ? "put right" : "loaded",
                progress.perSecond(),
                progress.left().map(left -> ", " + inWords(left) + " left").orElse("")));
        out.println(next(backfill.state()));
        out.flush();
    }

    private static String next(BackfillState state) {
        return switch (state) {
            case OPENING -> "lanes are being told; say 'afterimage backfill start' once more if it stays so";
            case SCANNING -> "workers read; 'afterimage backfill pause' lets them rest";
            case PAUSED -> "nothing is read until 'afterimage backfill resume'";
            case DRAINING -> "all is read; lanes go on to where the table was then";
            case CLEARING -> "lanes are past it; what only the backfill needed is taken away";
            case DONE -> "over";
        };
    }

    static TextTable segments(Backfill backfill, List<Segment> segments) {
        TextTable table =
                new TextTable("SEGMENT", "READ", backfill.isRepair() ? "PUT RIGHT" : "LOADED", "STATE", "WORKER");
        segments.forEach(segment -> table.row(
                segment.name(backfill),
                Long.toString(segment.read()),
                Long.toString(segment.loaded()),
                segment.done() ? "done" : segment.owner().isPresent() ? "reading" : "waiting",
                segment.owner().orElse("-")));
        return table;
    }

    static void json(Backfill backfill, Progress progress, PrintWriter out) {
        JsonLine.print(out, json -> {
            json.writeStringField("table", backfill.table().value());
            json.writeStringField("purpose", backfill.purpose().text());
            json.writeStringField("state", backfill.state().text());
            json.writeBooleanField("cancelled", backfill.cancelled());
            json.writeStringField("started_at", backfill.startedAt().toString());
            json.writeNumberField("segments", backfill.settings().segments());
            json.writeNumberField("read", progress.read());
            json.writeNumberField("loaded", progress.loaded());
            json.writeNumberField("expected", progress.expected());
            json.writeNumberField("share", progress.share());
            json.writeNumberField("items_per_second", progress.perSecond());
            if (progress.left().isPresent()) {
                json.writeNumberField("seconds_left", progress.left().get().toSeconds());
            }
        });
    }

    private static String inWords(Duration duration) {
        long minutes = duration.toMinutes();
        return minutes >= 60
                ? minutes / 60 + " h " + minutes % 60 + " min"
                : minutes > 0 ? minutes + " min" : duration.toSeconds() + " s";
    }
}
