package dev.afterimage.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.app.Afterimage;
import dev.afterimage.app.AfterimageProgram;
import dev.afterimage.config.Config;
import dev.afterimage.config.Loaded;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.sample.SampleTables;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class TracingIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void a_worker_sends_its_commits_with_their_calls_and_what_is_left_when_it_ends() {
        try (Collector collector = new Collector();
                LocalDynamo dynamo = LocalDynamo.start();
                DynamoDbClient client = dynamo.client()) {
            SampleTables.create(client);
            client.putItem(request -> request.tableName("lists")
                    .item(Map.of("id", AttributeValue.fromS("L1"), "title", AttributeValue.fromS("Cake"))));

            try (Afterimage worker = Afterimage.start(config(dynamo, collector))) {
                await().atMost(SOON).until(() -> worker.tallies().totals().applied() == 1);
            }

            List<Collector.Span> commits = collector.spans().stream()
                    .filter(span -> "lists".equals(span.attributes().get("afterimage.table"))
                            && "applied".equals(span.attributes().get("afterimage.outcome"))
                            && !"0".equals(span.attributes().get("afterimage.changes")))
                    .toList();
            assertThat(commits).singleElement().satisfies(commit -> {
                assertThat(commit.attributes()).containsEntry("afterimage.changes", "1");
                assertThat(commit.resource()).containsEntry("service.instance.id", "worker-traced");
                assertThat(collector.spans())
                        .filteredOn(span -> span.parent().equals(commit.id()))
                        .extracting(Collector.Span::name)
                        .containsExactly("DynamoDB.TransactWriteItems");
            });
            assertThat(collector.spans().toString()).doesNotContain("L1", "Cake");
        }
    }

    private static Config config(LocalDynamo dynamo, Collector collector) {
        Map<String, String> variables = Map.of(
                "AFTERIMAGE_TRACING_OTLP_ENDPOINT",
                collector.address().toString(),
                "AFTERIMAGE_WORKER_ID",
                "worker-traced");
        Loaded loaded = new AfterimageProgram().configs(variables).embedded(dynamo.endpoint());
        return ((Loaded.Valid) loaded).config();
    }
}
