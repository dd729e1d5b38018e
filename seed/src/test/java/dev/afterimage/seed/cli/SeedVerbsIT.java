package dev.afterimage.seed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.seed.local.LeavesNothingOpen;
import dev.afterimage.seed.local.LocalDynamo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

@ExtendWith(LeavesNothingOpen.class)
class SeedVerbsIT {
    private static final Pattern ENDPOINT = Pattern.compile("listens on (http://127\\.0\\.0\\.1:\\d+), in memory");

    private final CommandLineFixture line = new CommandLineFixture();

    @Test
    void local_serves_until_it_is_told_to_stop_and_ends_with_0() {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            CompletableFuture<Integer> exit =
                    CompletableFuture.supplyAsync(() -> line.run("local", "--port", "0"), thread);
            await().until(() -> line.out().contains("aws dynamodb list-tables"));
            Matcher endpoint = ENDPOINT.matcher(line.out());
            assertThat(endpoint.find()).isTrue();
            CommandLineFixture other = new CommandLineFixture();
            assertThat(other.run("seed", "tables", "--endpoint", endpoint.group(1)))
                    .isZero();
            assertThat(line.out())
                    .contains("export AWS_ENDPOINT_URL_DYNAMODB=" + endpoint.group(1))
                    .contains("export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_REGION=us-east-1");

            line.stop();

            assertThat(exit).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(0);
        }
    }

    @Test
    void a_taken_port_is_told_in_a_line_and_ends_with_1() {
        try (LocalDynamo first = LocalDynamo.start()) {
            assertThat(line.run("local", "--port", Integer.toString(first.port())))
                    .isEqualTo(1);
            assertThat(line.err())
                    .isEqualToNormalizingNewlines(
                            "afterimage: port %d is taken: choose another with --port\n".formatted(first.port()));
        }
    }

    @Test
    void the_tables_are_created_once() {
        try (LocalDynamo local = LocalDynamo.start()) {
            assertThat(line.run("seed", "tables", "--endpoint", local.endpoint().toString()))
                    .isZero();
            assertThat(line.run("seed", "tables", "--endpoint", local.endpoint().toString()))
                    .isZero();
            assertThat(line.out())
                    .isEqualToNormalizingNewlines("created users, lists, guests, items\nall sample tables exist\n");
        }
    }

    @Test
    void one_that_is_said_to_be_embedded_is_treated_like_one_on_this_machine() {
        try (LocalDynamo local = LocalDynamo.start()) {
            int exit = line.run(
                    "seed", "load", "--endpoint", "http://0.0.0.0:" + local.port(), "--embedded", "--users", "1");

            assertThat(line.err()).doesNotContain("afterimage:");
            assertThat(exit).isZero();
            assertThat(line.out()).startsWith("created users, lists, guests, items");
        }
    }

    @Test
    void load_creates_the_tables_here_and_says_how_much_it_wrote() {
        try (LocalDynamo local = LocalDynamo.start();
                DynamoDbClient client = local.client()) {
            int exit = line.run(
                    "seed",
                    "load",
                    "--endpoint",
                    local.endpoint().toString(),
                    "--users",
                    "5",
                    "--lists",
                    "2",
                    "--items",
                    "3",
                    "--guests",
                    "1");

            assertThat(exit).isZero();
            assertThat(line.out())
                    .startsWith("created users, lists, guests, items")
                    .contains("wrote 55 items in ");
            assertThat(client.scan(scan -> scan.tableName("items")).count()).isEqualTo(30);
        }
    }

    @Test
    void traffic_runs_for_its_duration_and_sums_up() {
        try (LocalDynamo local = LocalDynamo.start()) {
            int exit = line.run(
                    "seed",
                    "traffic",
                    "--endpoint",
                    local.endpoint().toString(),
                    "--duration",
                    "2s",
                    "--rate",
                    "0",
                    "--mix",
                    "sign-up=1,create-list=1");

            assertThat(exit).isZero();
            assertThat(line.out())
                    .contains("sign-up ", "create-list ", "items written in ")
                    .contains("users ");
        }
    }

    @Test
    void traffic_ends_with_0_when_told_to_stop() {
        line.stop();
        try (LocalDynamo local = LocalDynamo.start()) {
            assertThat(line.run(
                            "seed", "traffic", "--endpoint", local.endpoint().toString()))
                    .isZero();
        }
    }

    @Test
    void traffic_ends_with_1_and_a_line_when_dynamodb_goes_away() throws Exception {
        LocalDynamo local = LocalDynamo.start();
        try (ExecutorService thread = Executors.newSingleThreadExecutor();
                AutoCloseable _ = local;
                AutoCloseable _ = line::stop) {
            String endpoint = local.endpoint().toString();
            CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(
                    () -> line.run("seed", "traffic", "--endpoint", endpoint, "--rate", "0"), thread);
            awaitItems(local);
            local.close();

            assertThat(exit).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(1);
            assertThat(line.err()).contains("afterimage: cannot reach DynamoDB").doesNotContain("\tat ");
            assertThat(line.out()).contains("items written in ");
        }
    }

    private static void awaitItems(LocalDynamo local) {
        try (DynamoDbClient client = local.client()) {
            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptionsInstanceOf(ResourceNotFoundException.class)
                    .until(() -> client.scan(scan -> scan.tableName("items")).count() > 0);
        }
    }
}
