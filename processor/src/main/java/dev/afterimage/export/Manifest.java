package dev.afterimage.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.item.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The two manifests of an export, which lie in its folder. */
record Manifest(ExportSummary summary, List<DataFile> files) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SUMMARY = "manifest-summary.json";
    private static final String FILES = "manifest-files.json";
    private static final Set<String> VIEWS = Set.of("NEW_AND_OLD_IMAGES", "NEW_IMAGE", "NEW_IMAGES");

    static Manifest read(Path folder) throws IOException {
        Path summary = required(folder, SUMMARY);
        ExportSummary told =
                summary(new Fields(summary.toString(), tree(summary.toString(), Files.readString(summary))));
        List<DataFile> files = files(required(folder, FILES));
        long items = files.stream().mapToLong(DataFile::items).sum();
        if (items != told.items()) {
            throw new MalformedExportException(summary + ": it tells of " + told.items() + " items, the files of "
                    + items + ": fetch the whole export again");
        }
        return new Manifest(told, files);
    }

    private static Path required(Path folder, String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new MalformedExportException(
                    file + " is missing: name the folder of one export, AWSDynamoDB/EXPORT-ID,"
                            + " of an export that has ended");
        }
        return file;
    }

    private static ExportSummary summary(Fields fields) {
        if (!fields.text("exportType", "FULL_EXPORT").equals("INCREMENTAL_EXPORT")) {
            throw fields.wrong("exportType", "this is a full export; ask for an incremental one");
        }
        if (!fields.text("outputFormat", "").equals("DYNAMODB_JSON")) {
            throw fields.wrong("outputFormat", "ask for an export as DYNAMODB_JSON");
        }
        String view = fields.text("outputView", "");
        if (!VIEWS.contains(view)) {
            throw fields.wrong(
                    "outputView", "it is none of " + VIEWS.stream().sorted().toList());
        }
        return new ExportSummary(
                table(fields),
                fields.time("exportFromTime"),
                fields.time("exportToTime"),
                fields.number("itemCount"),
                view.equals("NEW_AND_OLD_IMAGES"));
    }

    private static TableName table(Fields fields) {
        String arn = fields.text("tableArn", "");
        try {
            return new TableName(arn.substring(arn.indexOf('/') + 1));
        } catch (IllegalArgumentException illegal) {
            throw fields.wrong("tableArn", "it is no ARN of a table");
        }
    }

    private static List<DataFile> files(Path manifest) throws IOException {
        List<DataFile> files = new ArrayList<>();
        try (Stream<String> lines = Files.lines(manifest)) {
            int number = 0;
            for (String line : (Iterable<String>) lines::iterator) {
                String place = manifest + ": line " + ++number;
                if (!line.isBlank()) {
                    files.add(file(new Fields(place, tree(place, line))));
                }
            }
        }
        return files;
    }

    private static DataFile file(Fields fields) {
        String key = fields.text("dataFileS3Key", "");
        String name = key.substring(key.lastIndexOf('/') + 1);
        if (name.isEmpty() || name.equals("..")) {
            throw fields.wrong("dataFileS3Key", "it names no file");
        }
        return new DataFile(name, fields.text("md5Checksum", ""), fields.number("itemCount"));
    }

    private static JsonNode tree(String place, String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new MalformedExportException(place + ": not JSON: " + malformed.getOriginalMessage());
        }
    }

    /** The fields of an object, and where it is. */
    private record Fields(String place, JsonNode json) {
        String text(String name, String otherwise) {
            return json.path(name).asText(otherwise);
        }

        long number(String name) {
            if (!json.path(name).canConvertToLong() || json.path(name).asLong() < 0) {
                throw wrong(name, "it is no count");
            }
            return json.path(name).asLong();
        }

        Instant time(String name) {
            try {
                return Instant.parse(text(name, ""));
            } catch (DateTimeException malformed) {
                throw wrong(name, "it is no time");
            }
        }

        MalformedExportException wrong(String name, String why) {
            return new MalformedExportException(place + ": '" + name + "' is '" + text(name, "") + "': " + why);
        }
    }
}
