package dev.afterimage.cli;

import dev.afterimage.export.ExportSummary;
import dev.afterimage.export.ExportedChange;
import dev.afterimage.export.MalformedExportException;
import dev.afterimage.export.TableExport;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads incremental exports of tables. */
@Command(
        name = "export",
        description = {
            "Read an incremental export of a table to S3, from a folder.",
            "What changed while no worker ran for longer than the 24 hours that a stream keeps is found there."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  aws s3 cp --recursive s3://BUCKET/AWSDynamoDB AWSDynamoDB",
            "  afterimage export check AWSDynamoDB/01695353076000-a1b2c3d4",
            "  afterimage export list AWSDynamoDB/01695353076000-a1b2c3d4 > changes.jsonl"
        })
final class ExportCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which: check or list");
    }

    @Command(
            name = "check",
            description = "Tell what an export holds, after comparing every file with its checksum and its count.",
            footerHeading = "%nExample:%n",
            footer = "  afterimage export check AWSDynamoDB/01695353076000-a1b2c3d4")
    void check(@Parameters(paramLabel = "FOLDER", description = "With manifest-summary.json.") Path folder) {
        long[] counts = new long[3];
        ExportSummary summary = read(folder, change -> counts[kind(change)]++);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s, from %s until %s: %,d items changed, %,d of them deleted%s; every checksum and count is right%n",
                summary.table(),
                summary.from(),
                summary.until(),
                counts[0] + counts[1] + counts[2],
                counts[2],
                summary.oldImages() ? String.format(Locale.ROOT, ", %,d new", counts[0]) : ", old images not exported");
        out.flush();
    }

    @Command(
            name = "list",
            description = "Print each changed item as a line of JSON, its images in DynamoDB JSON, in no order.",
            footerHeading = "%nExample:%n",
            footer = "  afterimage export list AWSDynamoDB/01695353076000-a1b2c3d4 > changes.jsonl")
    void list(@Parameters(paramLabel = "FOLDER", description = "With manifest-summary.json.") Path folder) {
        PrintWriter out = spec.commandLine().getOut();
        read(folder, change -> print(change, out));
    }

    private static ExportSummary read(Path folder, Consumer<ExportedChange> consumer) {
        try {
            TableExport export = TableExport.open(folder);
            export.read(consumer);
            return export.summary();
        } catch (MalformedExportException malformed) {
            throw Failure.of(String.valueOf(malformed.getMessage()));
        } catch (IOException unreadable) {
            throw Failure.of("the export in " + folder + " cannot be read: " + unreadable);
        }
    }

    /** New, changed, deleted; without old images nothing is told to be new. */
    private static int kind(ExportedChange change) {
        if (change.after().isEmpty()) {
            return 2;
        }
        return change.before().isEmpty() ? 0 : 1;
    }

    private static void print(ExportedChange change, PrintWriter out) {
        JsonLine.print(out, json -> {
            json.writeFieldName("key");
            ItemJson.write(Item.of(change.key().attributes()), json);
            for (String name : new String[] {"before", "after"}) {
                Optional<Item> image = name.equals("before") ? change.before() : change.after();
                if (image.isPresent()) {
                    json.writeFieldName(name);
                    ItemJson.write(image.get(), json);
                }
            }
            json.writeStringField("written_at", change.writtenAt().toString());
        });
    }
}
