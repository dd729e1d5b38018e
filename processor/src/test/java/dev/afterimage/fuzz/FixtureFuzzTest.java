package dev.afterimage.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.item.TableName;
import dev.afterimage.lane.ShardId;
import dev.afterimage.stream.RecordDecoder;
import dev.afterimage.stream.StreamArn;
import dev.afterimage.stream.StreamShard;
import dev.afterimage.stream.StreamSource;
import dev.afterimage.stream.fixture.FixtureLane;
import dev.afterimage.stream.fixture.FixtureReader;
import dev.afterimage.stream.fixture.FixtureWriter;
import dev.afterimage.stream.fixture.MalformedFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.Record;

class FixtureFuzzTest {
    private static final StreamArn ARN =
            new StreamArn("arn:aws:dynamodb:eu-central-1:123456789012:table/things/stream/2026-01-31T12:00:00.000");
    private static final List<String> SOUND = fixtures();
    private static final int LONGEST_LINE = 1_500;

    @TempDir
    private Path folder;

    @Test
    void sound_records_come_back_as_they_were_recorded() {
        Fuzz.inputs("recorded shards", 60, FixtureFuzzTest::records, records -> {
            Path into = Files.createTempDirectory(folder, "recorded");
            StreamShard shard = new StreamShard(ARN, new ShardId("s1"), Optional.empty());
            try (FixtureWriter writer = new FixtureWriter(into)) {
                writer.take(shard, records);
            }
            RecordDecoder decoder = new RecordDecoder(source(ARN.table()));

            assertThat(read(into.resolve("things.s1.json")))
                    .singleElement()
                    .extracting(FixtureLane::changes)
                    .isEqualTo(records.stream().map(decoder::decode).toList());
        });
    }

    @Test
    void a_wild_file_is_read_or_what_is_wrong_is_told() {
        Fuzz.inputs("event and shard files", 1_000, FixtureFuzzTest::file, file -> {
            try {
                read(Files.write(folder.resolve("wild.json"), file));
            } catch (MalformedFixture malformed) {
                assertThat(String.valueOf(malformed.getMessage()).lines())
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(line).hasSizeLessThan(LONGEST_LINE));
            }
        });
    }

    @Test
    void deep_nesting_and_what_is_no_event_is_refused() throws IOException {
        for (String wild : List.of(
                "[".repeat(10_000),
                "{\"a\":".repeat(10_000),
                "{\"Records\":[" + "[".repeat(10_000) + "]".repeat(10_000) + "]}",
                "{\"Records\":[{\"dynamodb\":{\"NewImage\":" + "{\"a\":{\"M\":".repeat(10_000),
                "",
                "\ufeff{}",
                "{\"Records\":" + "9".repeat(1 << 20) + "}")) {
            Path file = Files.writeString(folder.resolve("deep.json"), wild);
            assertThatThrownBy(() -> read(file)).isInstanceOf(MalformedFixture.class);
        }
        assertThatThrownBy(() -> read(folder)).isInstanceOf(MalformedFixture.class);
    }

    private static List<FixtureLane> read(Path file) {
        return new FixtureReader(FixtureFuzzTest::source).read(List.of(file));
    }

    private static StreamSource source(TableName table) {
        return StreamSource.of(table).withTimeToLive("expires_at").asReplica();
    }

    private static List<Record> records(Chaos chaos) {
        List<Record> records = new ArrayList<>();
        for (int number = 0; number < 1 + chaos.below(10); number++) {
            records.add(WildRecords.sound(chaos, number));
        }
        return records;
    }

    private static byte[] file(Chaos chaos) {
        if (chaos.once(6)) {
            return chaos.bytes(1 << 20);
        }
        byte[] text = chaos.mutated(chaos.oneOf(SOUND), chaos.oneOf(SOUND)).getBytes(StandardCharsets.UTF_8);
        return chaos.once(4) ? chaos.mutated(text) : text;
    }

    private static List<String> fixtures() {
        try (Stream<Path> files = Files.list(Path.of("fixtures"))) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
