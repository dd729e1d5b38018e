package dev.afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.app.Walk.Step;
import dev.afterimage.cli.Cli;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemJson;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.seed.local.LocalDynamo;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;

/** The walk of {@code docs/your-own-projection.md}, as it stands there: its files, its commands and what they print. */
class YourOwnProjectionIT {
    private static final Path PAGE = Path.of("../docs/your-own-projection.md");
    private static final String ADDRESS = "http://127.0.0.1:8000";
    private static final Duration SOON = Duration.ofSeconds(60);

    private final LocalDynamo dynamo = LocalDynamo.start();
    private final DynamoDbClient client = dynamo.client();
    private final StopSwitch stop = new StopSwitch();
    private CompletableFuture<String> worker = CompletableFuture.completedFuture("");

    @TempDir
    private Path folder;

    @AfterEach
    void close() throws Exception {
        stop.raise();
        worker.get(60, TimeUnit.SECONDS);
        client.close();
        dynamo.close();
    }

    @Test
    void every_step_of_the_walk_does_what_the_page_says() throws IOException {
        List<Step> steps = Walk.steps(Files.readString(PAGE));

        assertThat(steps).hasSizeGreaterThan(10);
        for (Step step : steps) {
            switch (step) {
                case Step.Write(String file, String text) ->
                    Files.writeString(
                            folder.resolve(file),
                            text.replace(ADDRESS, dynamo.endpoint().toString()));
                case Step.Run run -> run(run);
            }
        }
        assertThat(worker).as("the worker goes on").isNotDone();
    }

    private void run(Step.Run run) throws IOException {
        List<String> words = run.words();
        switch (words.getFirst() + " " + words.get(1)) {
            case "./afterimage local" -> assertThat(words).containsExactly("./afterimage", "local", "--port", "8000");
            case "./afterimage run" ->
                // A thread of its own: the common pool may have no other, and the worker's libraries need one.
                worker = CompletableFuture.supplyAsync(
                        () -> afterimage(words),
                        command -> Thread.ofPlatform().name("run").start(command));
            case "aws dynamodb" -> aws(words, run);
            default -> assertThat(afterimage(words)).isEqualTo(run.prints().orElseThrow());
        }
    }

    /** Runs a verb; its files are in the folder. */
    private String afterimage(List<String> words) {
        assertThat(words.getFirst()).isEqualTo("./afterimage");
        StringWriter out = new StringWriter();
        CommandLine cli = Cli.commandLine(new AfterimageProgram(), Map.of(), patience -> stop)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out));
        String[] arguments = words.stream()
                .skip(1)
                .map(word -> Files.exists(folder.resolve(word))
                        ? folder.resolve(word).toString()
                        : word)
                .toArray(String[]::new);
        assertThat(cli.execute(arguments)).as(out.toString()).isZero();
        return out.toString();
    }

    private void aws(List<String> words, Step.Run run) throws IOException {
        assertThat(option(words, "--endpoint-url")).isEqualTo(ADDRESS);
        String table = option(words, "--table-name");
        switch (words.get(2)) {
            case "create-table" -> client.createTable(creation(table, words));
            case "put-item" -> {
                Item item = ItemJson.read(option(words, "--item"));
                client.putItem(request -> request.tableName(table).item(item.attributes()));
            }
            case "scan" -> {
                Set<Item> expected = items(run.prints().orElseThrow());
                await().atMost(SOON)
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(scan(table)).isEqualTo(expected));
            }
            default -> throw new AssertionError("no command that is understood here: " + words);
        }
    }

    private static CreateTableRequest creation(String table, List<String> words) {
        Map<String, String> attribute = pairs(option(words, "--attribute-definitions"));
        Map<String, String> key = pairs(option(words, "--key-schema"));
        Map<String, String> stream = pairs(option(words, "--stream-specification"));
        return CreateTableRequest.builder()
                .tableName(table)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName(attribute.get("AttributeName"))
                        .attributeType(attribute.get("AttributeType"))
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName(key.get("AttributeName"))
                        .keyType(key.get("KeyType"))
                        .build())
                .billingMode(BillingMode.fromValue(option(words, "--billing-mode")))
                .streamSpecification(StreamSpecification.builder()
                        .streamEnabled(Boolean.valueOf(stream.get("StreamEnabled")))
                        .streamViewType(stream.get("StreamViewType"))
                        .build())
                .build();
    }

    private static Map<String, String> pairs(String text) {
        return List.of(text.split(",")).stream()
                .map(pair -> pair.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static String option(List<String> words, String name) {
        return words.get(words.indexOf(name) + 1);
    }

    private Set<Item> scan(String table) {
        return client.scan(request -> request.tableName(table).consistentRead(true)).items().stream()
                .map(Item::of)
                .collect(Collectors.toSet());
    }

    private static Set<Item> items(String json) throws IOException {
        return StreamSupport.stream(new ObjectMapper().readTree(json).spliterator(), false)
                .map(ItemJson::read)
                .collect(Collectors.toSet());
    }
}
