package dev.afterimage.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class TableExportTest {
    private static final Path FIXTURE = Path.of("fixtures", "export", "AWSDynamoDB");
    private static final String ID = "01795564800000-4f1c2a7b";
    private static final String FIRST = "b4nqv2xg3i7szkq5ywf6rplv7a.json.gz";

    @TempDir
    Path copy;

    private Path folder;

    @BeforeEach
    void copied() throws IOException {
        try (Stream<Path> files = Files.walk(FIXTURE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(FIXTURE.relativize(file));
                Files.createDirectories(to.resolveSibling("."));
                Files.copy(file, to);
            }
        }
        folder = copy.resolve(ID);
    }

    @Test
    void tells_what_it_is() throws IOException {
        assertThat(TableExport.open(folder).summary())
                .isEqualTo(new ExportSummary(
                        new TableName("lists"),
                        Instant.parse("2026-11-24T00:00:00Z"),
                        Instant.parse("2026-11-25T00:00:00Z"),
                        3,
                        true));
    }

    @Test
    void reads_each_items_change() throws IOException {
        List<ExportedChange> changes = changes();

        assertThat(changes).extracting(ExportedChange::key).containsExactly(key("L1"), key("L2"), key("L3"));
        assertThat(changes.getFirst().writtenAt()).isEqualTo(Instant.parse("2026-11-24T23:20:00.123456Z"));
        assertThat(changes.getFirst().before().flatMap(before -> before.string("text")))
                .contains("before");
        assertThat(changes.getFirst().after().map(Item::attributes))
                .hasValueSatisfying(after -> assertThat(after)
                        .hasSize(11)
                        .containsEntry("text", AttributeValue.fromS("Gr\u00fc\u00dfe \u2602"))
                        .containsEntry("number", AttributeValue.fromN("12345678901234567890123456789012345678")));
        assertThat(changes.get(1).before()).isEmpty();
        assertThat(changes.get(2).after()).isEmpty();
    }

    @Test
    void finds_the_data_within_its_own_folder_too() throws IOException {
        Files.move(copy.resolve("data"), folder.resolve("data"));

        assertThat(changes()).hasSize(3);
    }

    @Test
    void nothing_of_a_damaged_file_is_handed_on() throws IOException {
        Path file = copy.resolve("data").resolve(FIRST);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        List<ExportedChange> seen = new ArrayList<>();
        TableExport export = TableExport.open(folder);

        assertThatThrownBy(() -> export.read(seen::add))
                .isInstanceOf(MalformedExportException.class)
                .hasMessage(file + ": it is damaged, its checksum is not the manifest's: fetch it again");
        assertThat(seen).isEmpty();
    }

    @Test
    void a_file_that_was_not_fetched_is_named() throws IOException {
        Files.delete(copy.resolve("data").resolve(FIRST));

        assertThatThrownBy(this::changes)
                .isInstanceOf(MalformedExportException.class)
                .hasMessageContainingAll("the data file " + FIRST + " is neither", "fetch it, too");
    }

    @Test
    void a_folder_without_an_export_is_refused() {
        assertThatThrownBy(() -> TableExport.open(copy))
                .isInstanceOf(MalformedExportException.class)
                .hasMessage(
                        copy.resolve("manifest-summary.json")
                                + " is missing: name the folder of one export, AWSDynamoDB/EXPORT-ID, of an export that has ended");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            manifest-summary.json | "INCREMENTAL_EXPORT" | "FULL_EXPORT"  | 'exportType' is 'FULL_EXPORT': this is a full export; ask for an incremental one
            manifest-summary.json | "DYNAMODB_JSON"      | "ION"          | 'outputFormat' is 'ION': ask for an export as DYNAMODB_JSON
            manifest-summary.json | "NEW_AND_OLD_IMAGES" | "KEYS"         | 'outputView' is 'KEYS': it is none of [NEW_AND_OLD_IMAGES, NEW_IMAGE, NEW_IMAGES]
            manifest-summary.json | :table/lists",       | ",             | 'tableArn' is 'arn:aws:dynamodb:eu-central-1:123456789012': it is no ARN of a table
            manifest-summary.json | 2026-11-25T00:00:00.000Z",            | soon", | 'exportToTime' is 'soon': it is no time
            manifest-summary.json | "itemCount": 3       | "itemCount": 4 | it tells of 4 items, the files of 3: fetch the whole export again
            manifest-summary.json | "itemCount": 3       | "itemCount": "" | 'itemCount' is '': it is no count
            manifest-files.json   | "itemCount":1,       | "itemCount":-1, | line 2: 'itemCount' is '-1': it is no count
            manifest-files.json   | AWSDynamoDB/data/b4nqv2xg3i7szkq5ywf6rplv7a.json.gz | a/ | line 1: 'dataFileS3Key' is 'a/': it names no file
            manifest-files.json   | {"itemCount":1       | {"itemCount"1  | line 2: not JSON
            """)
    void a_manifest_that_is_none_is_refused(String file, String right, String wrong, String problem)
            throws IOException {
        Path manifest = folder.resolve(file);
        String text = Files.readString(manifest);
        assertThat(text).contains(right);
        int last = text.lastIndexOf(right);
        Files.writeString(manifest, text.substring(0, last) + wrong + text.substring(last + right.length()));

        assertThatThrownBy(() -> TableExport.open(folder))
                .isInstanceOf(MalformedExportException.class)
                .hasMessageStartingWith(manifest + ": ")
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"Item":{"id":{"S":"a"}}}                                               | it is of a full export; an incremental one is needed
            []                                                                      | it is no JSON object
            {"Keys"                                                                 | not JSON
            {"Metadata":{"WriteTimestampMicros":"1"}}                               | it has no 'Keys'
            {"Metadata":{"WriteTimestampMicros":"x"},"Keys":{"id":{"S":"a"}}}       | its 'Metadata.WriteTimestampMicros' is no count of microseconds: 'x'
            {"Metadata":{"WriteTimestampMicros":"1"},"Keys":{"id":{"Q":"a"}}}       | its 'Keys':
            {"Metadata":{"WriteTimestampMicros":"1"},"Keys":{"id":{"S":"a"}},"NewImage":{"id":{"S":"b"}}} | its 'NewImage' has another key than its 'Keys'
            """)
    void a_line_that_is_none_is_refused(String line, String problem) {
        assertThatThrownBy(() -> ExportLine.read(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void a_time_may_be_bare() {
        assertThat(ExportLine.read(
                        "{\"Metadata\":{\"WriteTimestampMicros\":\"1500000\"},\"Keys\":{\"id\":{\"S\":\"a\"}}}"))
                .isEqualTo(
                        new ExportedChange(key("a"), Optional.empty(), Optional.empty(), Instant.ofEpochMilli(1500)));
    }

    private List<ExportedChange> changes() throws IOException {
        List<ExportedChange> changes = new ArrayList<>();
        TableExport.open(folder).read(changes::add);
        return changes;
    }

    private static ItemKey key(String id) {
        return ItemKey.of(Map.of("id", AttributeValue.fromS(id)));
    }
}
