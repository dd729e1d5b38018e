package dev.afterimage.cli;

import dev.afterimage.audit.RowLink;
import dev.afterimage.inspection.AuditJson;
import dev.afterimage.rebuild.Comparison;
import dev.afterimage.rebuild.Difference;
import dev.afterimage.rebuild.RebuildEnd;
import dev.afterimage.rebuild.RebuildListener;
import dev.afterimage.version.ProjectionVersions;
import dev.afterimage.version.VersionMove;
import dev.afterimage.version.VersionStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Writes about versions, for people or for programs; what is going on goes to the error stream. */
final class ProjectionsText implements RebuildListener {
    private static final int EVERY = 1_000;

    private final Output output;
    private final PrintWriter out;
    private final PrintWriter err;
    private final AtomicLong built = new AtomicLong();

    ProjectionsText(Output output, PrintWriter out, PrintWriter err) {
        this.output = output;
        this.out = out;
        this.err = err;
    }

    void list(List<VersionStatus> lines) {
        if (output.isJson()) {
            lines.forEach(this::json);
            return;
        }
        TextTable table = new TextTable("PROJECTION", "VERSION", "STATE", "READ", "TABLES", "PROGRESS");
        for (VersionStatus line : lines) {
            table.row(
                    line.projection().name().value(),
                    String.valueOf(line.version()),
                    line.word() + line.keptUntil().map(at -> " until " + at).orElse(""),
                    line.current() ? "yes" : "",
                    line.code().isPresent() ? String.join(", ", line.tables()) : "no code for it here",
                    progress(line).orElse(""));
        }
        table.print(out);
    }

    private static Optional<String> progress(VersionStatus line) {
        return line.progress()
                .map(progress ->
                        progress.done() + " of " + progress.segments() + " segments, " + progress.items() + " items");
    }

    private void json(VersionStatus line) {
        JsonLine.print(out, json -> {
            json.writeStringField("projection", line.projection().name().value());
            json.writeNumberField("version", line.version());
            json.writeStringField("state", line.word().replace(' ', '_'));
            json.writeBooleanField("current", line.current());
            json.writeBooleanField("code", line.code().isPresent());
            if (line.state().isPresent()) {
                json.writeStringField("since", line.state().get().since().toString());
            }
            if (line.keptUntil().isPresent()) {
                json.writeStringField("until", line.keptUntil().get().toString());
            }
            json.writeArrayFieldStart("tables");
            for (String table : line.tables()) {
                json.writeString(table);
            }
            json.writeEndArray();
            Optional<String> progress = progress(line);
            if (progress.isPresent()) {
                json.writeStringField("progress", progress.get());
            }
        });
    }

    /** Tells what became of sending readers elsewhere; the exit code. */
    int moved(VersionMove move) {
        return switch (move) {
            case VersionMove.Refused refused -> throw Failure.of(refused.reason());
            case VersionMove.Made made -> {
                ProjectionVersions now = made.versions();
                if (output.isJson()) {
                    JsonLine.print(out, json -> {
                        json.writeStringField("projection", now.name().value());
                        json.writeNumberField("current", now.current());
                    });
                } else {
                    line("readers of " + now.name() + " read version " + now.current() + " now: table "
                            + String.join(", ", now.tables()));
                }
                yield 0;
            }
        };
    }

    /** Tells how a wish ended; the exit code. */
    int ended(RebuildEnd end, String done) {
        String text = switch (end) {
            case RebuildEnd.Done finished -> done;
            case RebuildEnd.Refused refused -> throw Failure.of(refused.reason());
            case RebuildEnd.Troubled troubled ->
                troubled.items() + " items cannot be built: it is not live without them."
                        + " Mend what is said of them, then say the same again";
            case RebuildEnd.Stopped stopped -> "stopped before it was done: say the same again to go on";
        };
        if (output.isJson()) {
            JsonLine.print(out, json -> {
                json.writeStringField("end", end.getClass().getSimpleName().toLowerCase(Locale.ROOT));
                json.writeNumberField("built", built.get());
            });
        } else {
            line(text + (built.get() > 0 ? "; " + built.get() + " items built here" : ""));
        }
        return end instanceof RebuildEnd.Done ? 0 : 1;
    }

    /**
     * Tells of a row that differs.
     *
     * @param changes the last of the changes that wrote it, the newest first
     */
    void difference(Difference difference, List<RowLink> changes) {
        if (output.isJson()) {
            JsonLine.print(out, json -> {
                json.writeStringField("row", difference.row().toString());
                json.writeBooleanField("one", difference.one().isPresent());
                json.writeBooleanField("other", difference.other().isPresent());
                json.writeArrayFieldStart("attributes");
                for (String name : difference.attributes()) {
                    json.writeString(name);
                }
                json.writeEndArray();
                json.writeArrayFieldStart("changes");
                for (RowLink change : changes) {
                    json.writeStartObject();
                    AuditJson.link(json, change);
                    json.writeEndObject();
                }
                json.writeEndArray();
            });
            return;
        }
        String what = difference.one().isEmpty()
                ? "is missing"
                : difference.other().isEmpty()
                        ? "should not be there"
                        : "differs in " + String.join(", ", difference.attributes());
        line(difference.row() + " " + what);
        changes.forEach(change -> line("    " + change.changedAt() + "  "
                + String.format(Locale.ROOT, "%-6s", change.operation()) + "  "
                + change.id().item() + " #"
                + change.id().sequence()));
    }

    /** Says something beside what is asked for. */
    void hint(String text) {
        tell(text);
    }

    void compared(Comparison.Report report, String with) {
        if (output.isJson()) {
            JsonLine.print(out, json -> {
                json.writeNumberField("rows", report.rows());
                json.writeNumberField("different", report.different());
            });
        } else {
            line(report.rows() + " rows compared with " + with + ", "
                    + (report.different() == 0 ? "no difference" : report.different() + " different"));
        }
    }

    @Override
    public void built(String item) {
        long count = built.incrementAndGet();
        if (count % EVERY == 0) {
            tell(count + " items built");
        }
    }

    @Override
    public void troubled(String item, String reason) {
        tell("cannot build " + item + ": " + reason);
    }

    @Override
    public void begins(String what) {
        tell(what);
    }

    private void tell(String text) {
        synchronized (err) {
            err.println(text);
            err.flush();
        }
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }
}
