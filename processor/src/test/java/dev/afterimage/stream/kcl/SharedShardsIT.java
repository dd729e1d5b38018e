package dev.afterimage.stream.kcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.dynamo.AwsAccess;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.lane.Lane;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.stream.StreamSource;
import dev.afterimage.stream.script.ScriptedEndpoint;
import dev.afterimage.stream.script.ScriptedStream;
import dev.afterimage.table.TableDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Workers that come and go share the shards of all tables, and every change is applied once, whoever has its shard. */
class SharedShardsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StreamWorld world = StreamWorld.open();
    private int written;

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_joining_worker_takes_its_share_though_each_table_has_one_shard() {
        StreamWorker first = world.worker("w1", tables());
        await().atMost(PATIENCE).until(() -> first.lanes().size() == 4);
        write();

        StreamWorker second = world.worker("w2", tables());

        await().atMost(PATIENCE)
                .until(() -> first.lanes().size() == 2 && second.lanes().size() == 2);
        assertThat(lanes(first)).doesNotContainAnyElementsOf(lanes(second));
        write();
        awaitApplied();
    }

    @Test
    void what_a_worker_gives_up_the_others_take_and_share_again_when_it_is_back() {
        StreamWorker first = world.worker("w1", tables());
        StreamWorker second = world.worker("w2", tables());
        await().atMost(PATIENCE)
                .until(() -> first.lanes().size() == 2 && second.lanes().size() == 2);
        write();

        first.close();
        write();

        await().atMost(PATIENCE).until(() -> second.lanes().size() == 4);
        awaitApplied();
        StreamWorker back = world.worker("w1", tables());
        await().atMost(PATIENCE)
                .until(() -> back.lanes().size() == 2 && second.lanes().size() == 2);
        write();
        awaitApplied();
    }

    @Test
    void shards_are_shared_again_after_they_have_split() {
        ScriptedStream script = new ScriptedStream();
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.of(script);
                AwsClients scripted = AwsClients.open(AwsAccess.embedded(endpoint.address()))) {
            world.reading(scripted.streams());
            List<StreamSource> sources = List.of(StreamSource.of(StreamWorld.ITEMS));
            script.open("p");
            script.putMany("p", 20);
            StreamWorker first = world.worker("w1", sources);
            StreamWorker second = world.worker("w2", sources);

            IntStream.range(0, 6).forEach(i -> {
                script.open("c" + i, "p");
                script.putMany("c" + i, 20);
            });
            script.close("p");

            await().atMost(PATIENCE)
                    .until(() -> first.lanes().size() == 3 && second.lanes().size() == 3);
            await().atMost(PATIENCE).until(() -> world.applied().changes().size() >= 140);
            assertThat(world.auditEntries()).isEqualTo(140);
            first.close();
            second.close();
        }
    }

    private List<StreamSource> tables() {
        return SampleTables.all().stream()
                .map(TableDefinition::name)
                .map(world::source)
                .toList();
    }

    private void write() {
        world.insert("L1", written, written + 20);
        for (String table : List.of("users", "lists")) {
            world.client()
                    .putItem(put -> put.tableName(table)
                            .item(Map.of(
                                    "id", AttributeValue.fromS("I" + written), "user_id", AttributeValue.fromS("U1"))));
        }
        written += 20;
    }

    private void awaitApplied() {
        int changes = written + 2 * (written / 20);
        await().atMost(PATIENCE).until(() -> world.applied().changes().size() >= changes);
        assertThat(world.auditEntries()).isEqualTo(changes);
        assertThat(world.applied().events()).isEmpty();
    }

    private static Set<Lane> lanes(StreamWorker worker) {
        return worker.lanes().stream().map(LaneHealth::lane).collect(Collectors.toSet());
    }
}
