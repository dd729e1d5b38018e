package dev.afterimage.demo.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.change.Change;
import dev.afterimage.demo.Program;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.stream.Dialect;
import dev.afterimage.stream.StreamSource;
import dev.afterimage.stream.fixture.FixtureLane;
import dev.afterimage.stream.fixture.FixtureReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class ReplayIT {
    private static final Path FIXTURES = Path.of("..", "..", "processor", "fixtures");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "all-types.json",
                "batch.json",
                "transaction.json",
                "ttl-delete.json",
                "replicated-ttl-delete.json",
                "embedded-ttl-delete.json",
                "items.json,lists.json",
                "shard-split.left.json,shard-split.parent.json,shard-split.right.json"
            })
    void twice_is_the_same_as_once(String files) {
        List<FixtureLane> lanes = lanes(files.split(","));
        List<Change> changes =
                lanes.stream().flatMap(lane -> lane.changes().stream()).toList();
        try (LocalDynamo local = LocalDynamo.start();
                DynamoDbClient client = local.client()) {
            Replay.Result once = new Replay(client, TableNaming.STANDARD).apply(lanes);
            Map<String, Object> tables = tables(client);

            Replay.Result twice = new Replay(client, TableNaming.STANDARD).apply(lanes);

            assertThat(once.failure()).isEmpty();
            assertThat(once.applied()).isEqualTo(changes.size());
            assertThat(once.entries().stream().map(AuditEntry::change)).containsExactlyElementsOf(changes);
            assertThat(twice.applied()).isZero();
            assertThat(twice.alreadyApplied()).isEqualTo(changes.size());
            assertThat(twice.entries()).isEqualTo(once.entries());
            assertThat(tables(client)).isEqualTo(tables);
        }
    }

    @Test
    void a_malformed_record_is_named_with_its_file_and_nothing_is_applied() {
        Program replay =
                Program.run("replay", FIXTURES.resolve("malformed.json").toString());

        assertThat(replay.exitCode()).isEqualTo(1);
        assertThat(replay.err())
                .contains("malformed.json: Records[1]")
                .contains("has no old image")
                .contains("Records[2]")
                .contains("attribute 'rank' is no number")
                .doesNotContain("\tat ");
        assertThat(replay.out()).isEmpty();
    }

    @Test
    void prints_rows_and_entries() {
        Program replay = Program.run("replay", FIXTURES.resolve("batch.json").toString());

        assertThat(replay.exitCode()).isZero();
        assertThat(replay.out())
                .contains("INSERT  items/")
                .contains("\"item_count\":{\"N\":\"25\"}")
                .contains("replay: 25 changes applied, 0 applied before, 25 audit entries");
    }

    @Test
    void no_file_is_a_usage_error_and_one_that_is_not_there_a_failure() {
        assertThat(Program.run("replay").exitCode()).isEqualTo(2);
        Program missing = Program.run("replay", "nowhere.json");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("nowhere.json: there is no such file");
    }

    private static List<FixtureLane> lanes(String... names) {
        return new FixtureReader(table -> SampleTables.all().stream()
                        .filter(sample -> sample.name().equals(table)
                                && sample.timeToLive().isPresent())
                        .map(sample -> StreamSource.of(table)
                                .withTimeToLive(sample.timeToLive().orElseThrow())
                                .asReplica())
                        .findFirst()
                        .orElseGet(() -> StreamSource.of(table))
                        .withDialect(Dialect.EMBEDDED))
                .read(Stream.of(names).map(FIXTURES::resolve).toList());
    }

    /** Every item of every table but the positions', which note when they were last stored. */
    private static Map<String, Object> tables(DynamoDbClient client) {
        Map<String, Object> tables = new TreeMap<>();
        for (String table : client.listTables().tableNames()) {
            tables.put(table, client.scan(request -> request.tableName(table)).items());
        }
        return tables;
    }
}
