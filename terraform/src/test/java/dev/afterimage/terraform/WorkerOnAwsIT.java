package dev.afterimage.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.app.Afterimage;
import dev.afterimage.app.AfterimageProgram;
import dev.afterimage.cli.Cli;
import dev.afterimage.config.Config;
import dev.afterimage.config.Loaded;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.terraform.policy.Call;
import dev.afterimage.terraform.policy.Policy;
import dev.afterimage.terraform.policy.RecordedCalls;
import dev.afterimage.terraform.provider.SchemaServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The policy of a task allows the calls that a worker and its verbs make, and no others; its metrics are in its log. */
@Tag("terraform")
@ExtendWith(Provider.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkerOnAwsIT {
    private static final Duration SOON = Duration.ofMinutes(2);

    /** A list may have such a title, but not a summary in which somebody else has put {@link #PADDING}. */
    private static final String HUGE = "x".repeat(390_000);

    private static final String PADDING = "y".repeat(30_000);

    private static final List<String> FOLLOWED = List.of("users", "lists", "guests", "items");

    private static final Map<String, String> ALLOWED =
            Map.of("AFTERIMAGE_UNDO_ALLOW", "true", "AFTERIMAGE_EXPIRATIONS_ON_TIME", "true");

    /** What is allowed though nobody calls it here, and why. */
    private static final Map<String, String> ONLY_ON_AWS = new TreeMap<>(Map.of(
            "dynamodb:DescribeContinuousBackups",
                    "'tables check' asks where settings want recovery; the embedded has none",
            "dynamodb:ListTagsOfResource", "'tables check' asks where settings have tags; the embedded is given none",
            "ssmmessages:CreateControlChannel", "Session Manager's agent in the container",
            "ssmmessages:CreateDataChannel", "Session Manager's agent in the container",
            "ssmmessages:OpenControlChannel", "Session Manager's agent in the container",
            "ssmmessages:OpenDataChannel", "Session Manager's agent in the container"));

    /**
     * The statements for what happens only where a table is read faster than its lanes are, which simulations make happen, and
     * for projections other than these.
     */
    private static final Set<String> RARE = Set.of("Baselines", "ReadAlone");

    /** The statement for comparing two versions, which only one of the sample projections has. */
    private static final String PAIRS = "Pairs";

    private final Policy policy = new Policy();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private Set<Call> calls = Set.of();
    private List<Plan.Resource> filters = List.of();

    @BeforeAll
    void plan_and_work(SchemaServer provider) {
        Workspace workspace = Workspace.create("policy");
        tellOnTime(workspace.path("examples/smallest/afterimage.yaml"));
        workspace.replace(
                "examples/smallest/main.tf",
                "  spot   = true\n",
                "  spot   = true\n  undo   = true\n  backfills = true\n  versions = true\n");
        workspace.replace("examples/smallest/afterimage.yaml", "polling:\n", "undo:\n  allow: true\npolling:\n");
        Plan plan = Plan.of(new Terraform(workspace.path("examples/smallest"), provider.reattach()));
        filters = plan.all("aws_cloudwatch_log_metric_filter");
        plan.all("aws_iam_role_policy", "worker").stream()
                .filter(document -> document.address().contains(".task["))
                .forEach(document -> policy.add(document.text("name"), document.text("policy")));
        Logger metrics = (Logger) LoggerFactory.getLogger("metrics");
        metrics.addAppender(logged);
        logged.start();
        try (LocalDynamo dynamo = LocalDynamo.start();
                DynamoDbClient users = dynamo.client()) {
            SampleTables.create(users);
            URI endpoint = URI.create("http://" + RecordedCalls.HOST + ":" + dynamo.port());
            run(endpoint, "tables", "create");
            Set<Call> creating = RecordedCalls.all();
            work(endpoint, users, dynamo);
            look(endpoint);
            calls = new TreeSet<>(RecordedCalls.all());
            // Who creates tables is somebody else; Terraform, in most cases.
            calls.removeIf(call -> creating.contains(call) && isCreation(call));
        } finally {
            metrics.detachAppender(logged);
        }
    }

    private static void tellOnTime(Path configuration) {
        try {
            Files.writeString(configuration, "expirations: {on_time: true}\n", StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static boolean isCreation(Call call) {
        return Set.of("dynamodb:CreateTable", "dynamodb:UpdateTimeToLive").contains(call.action());
    }

    private static void work(URI endpoint, DynamoDbClient users, LocalDynamo dynamo) {
        FOLLOWED.forEach(table -> run(endpoint, "backfill", "start", table));
        users.putItem(request ->
                request.tableName("list_summary").item(Map.of("list_id", text("L1"), "padding", text(PADDING))));
        try (Afterimage worker = Afterimage.start(config(endpoint))) {
            registerWhileUsersAreRead(endpoint, users);
            await().atMost(SOON).until(() -> FOLLOWED.stream().allMatch(table -> isLoaded(endpoint, table)));
            shareUnderAnotherTitle(worker, users);
            run(endpoint, "projections", "pause", "user_lists", "--version", "1");
            put(users, "lists", Map.of("id", text("L1"), "user_id", text("U1"), "title", text("Cake")));
            put(users, "lists", Map.of("id", text("L1"), "user_id", text("U1"), "title", text(HUGE)));
            await().atMost(SOON).until(() -> worker.tallies().totals().parked() == 1);
            put(users, "lists", Map.of("id", text("L1"), "user_id", text("U1"), "title", text("Pie")));
            put(users, "guests", Map.of("list_id", text("L1"), "user_id", text("U2")));
            users.deleteItem(
                    request -> request.tableName("guests").key(Map.of("list_id", text("L1"), "user_id", text("U2"))));
            put(
                    users,
                    "items",
                    Map.of(
                            "list_id",
                            text("L1"),
                            "datetime",
                            text("t1"),
                            "expires_at",
                            AttributeValue.fromN("1767261600")));
            dynamo.expire();
            await().atMost(SOON)
                    .until(() -> worker.tallies().totals().expired() == 1
                            && worker.tallies().totals().parked() == 2);
            dynamo.rollShards();
            put(users, "users", Map.of("id", text("U1"), "email", text("u1@example.org")));
            await().atMost(SOON)
                    .until(() -> worker.tallies().totals().pending() == 0
                            && worker.tallies().followed().size() == 4);
            run(endpoint, "projections", "resume", "user_lists", "--version", "1");
            FOLLOWED.forEach(table -> run(endpoint, "backfill", "start", table, "--repair"));
            await().atMost(SOON).until(() -> FOLLOWED.stream().allMatch(table -> isLoaded(endpoint, table)));
        }
    }

    /** Some of them are read before their lane comes to their insertion. */
    private static void registerWhileUsersAreRead(URI endpoint, DynamoDbClient users) {
        int registered = 0;
        do {
            for (int i = 0; i < 20; i++) {
                put(users, "users", Map.of("id", text("N" + registered++)));
            }
        } while (run(endpoint, "backfill", "status", "users", "--output", "json")
                .contains("\"state\":\"scanning\""));
    }

    /** Has a projection read: the title of a list for its guest, and its guests for a new title. */
    private static void shareUnderAnotherTitle(Afterimage worker, DynamoDbClient users) {
        List<Runnable> changes = List.of(
                () -> put(users, "lists", Map.of("id", text("L9"), "user_id", text("U1"), "title", text("Tea"))),
                () -> put(users, "guests", Map.of("list_id", text("L9"), "user_id", text("U2"))),
                () -> put(users, "lists", Map.of("id", text("L9"), "user_id", text("U1"), "title", text("Coffee"))));
        for (Runnable change : changes) {
            long applied = worker.tallies().totals().applied();
            change.run();
            await().atMost(SOON).until(() -> worker.tallies().totals().applied() > applied);
        }
    }

    private static boolean isLoaded(URI endpoint, String table) {
        return run(endpoint, "backfill", "status", table, "--output", "json").contains("\"state\":\"done\"");
    }

    /** What operators and the console look at and do. */
    private static void look(URI endpoint) {
        List<List<String>> verbs = List.of(
                List.of("tables", "check"),
                List.of("status"),
                List.of("audit", "show", "lists/L1"),
                List.of("audit", "tail"),
                List.of("audit", "verify"),
                List.of("expirations", "list"),
                List.of("expirations", "sinks"),
                List.of("parked", "list"),
                List.of("parked", "show", "list_summary", "lists/L1"),
                List.of("parked", "discard", "list_summary", "lists/L1", "--reason", "too long"),
                List.of("parked", "redrive", "list_summary", "lists/L1"));
        verbs.forEach(verb -> run(endpoint, verb.toArray(String[]::new)));
        versions(endpoint);
        String first = run(endpoint, "audit", "show", "lists/L1", "--output", "json")
                .strip()
                .replaceAll("(?s).*\"sequence\":\"([0-9]+)\".*", "$1");
        assertThat(run(endpoint, "audit", "undo", "lists/L1", "--to", first, "--yes"))
                .contains("1 item put back");
    }

    private static boolean isRare(Policy.Grant grant) {
        return RARE.stream().anyMatch(grant.statement()::endsWith);
    }

    /** Each projection has its rows read, and one is built, compared, read, left again and dropped. */
    private static void versions(URI endpoint) {
        run(endpoint, "projections", "rebuild", "list_summary", "--version", "2");
        for (String projection : List.of("list_summary", "user_lists", "due_items")) {
            compare(endpoint, projection, "--source");
        }
        compare(endpoint, "list_summary", "--versions=1,2");
        run(endpoint, "projections", "list");
        run(endpoint, "projections", "switch", "list_summary", "--version", "2");
        run(endpoint, "projections", "rollback", "list_summary");
        run(endpoint, "projections", "drop", "list_summary", "--version", "2", "--yes", "--now");
    }

    /** Whether they differ is no matter here. */
    private static void compare(URI endpoint, String projection, String how) {
        verb(endpoint, Set.of(0, 1), "projections", "compare", projection, how);
    }

    @Test
    void every_call_is_allowed() {
        assertThat(calls).isNotEmpty();
        assertThat(calls.stream().filter(call -> !policy.allows(call)))
                .as("calls that the policy denies")
                .isEmpty();
    }

    @Test
    void nothing_is_allowed_that_is_never_called_but_for_what_only_aws_makes_possible() {
        Set<String> idle = policy.grants().stream()
                .filter(grant -> calls.stream().noneMatch(call -> grant.covers(call)))
                .filter(grant -> !isRare(grant))
                .map(Policy.Grant::action)
                .filter(action -> !ONLY_ON_AWS.containsKey(action))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(policy.grants()).hasSizeGreaterThan(20);
        assertThat(idle).as("actions of statements that nothing needs").isEmpty();
    }

    @Test
    void every_resource_is_needed() {
        List<String> idle = new ArrayList<>();
        for (Policy.Grant grant : policy.grants()) {
            for (String resource : grant.resources()) {
                Policy.Grant one = new Policy.Grant(grant.statement(), grant.action(), List.of(resource));
                if (!ONLY_ON_AWS.containsKey(grant.action())
                        && !isRare(grant)
                        && !grant.statement().endsWith(PAIRS)
                        && calls.stream().noneMatch(call -> one.covers(call))) {
                    idle.add(grant.action() + " " + resource);
                }
            }
        }
        assertThat(idle).as("grants that nothing needs").isEmpty();
    }

    @Test
    void every_metric_filter_finds_its_number_in_the_line_that_a_worker_logs() throws JsonProcessingException {
        JsonNode line = new ObjectMapper().readTree(logged.list.getLast().getFormattedMessage());

        assertThat(line.path("afterimage").asText()).isEqualTo("metrics");
        assertThat(filters).hasSize(line.size() - 1).allSatisfy(filter -> {
            String name = filter.text("name");
            assertThat(line.path(name).isNumber()).as(name).isTrue();
            assertThat(filter.text("pattern")).isEqualTo("{ $.afterimage = \"metrics\" && $." + name + " = * }");
            assertThat(filter.values()
                            .path("metric_transformation")
                            .path(0)
                            .path("value")
                            .asText())
                    .isEqualTo("$." + name);
        });
    }

    private static Config config(URI endpoint) {
        return ((Loaded.Valid) new AfterimageProgram()
                        .configs(Map.of(
                                "AFTERIMAGE_METRICS_LOG",
                                "1s",
                                "AFTERIMAGE_EXPIRATIONS_ON_TIME",
                                "true",
                                "AFTERIMAGE_UNDO_ALLOW",
                                "true"))
                        .embedded(endpoint))
                .config();
    }

    private static String run(URI endpoint, String... verb) {
        return verb(endpoint, Set.of(0), verb);
    }

    private static String verb(URI endpoint, Set<Integer> expected, String... verb) {
        StringWriter printed = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of(verb));
        arguments.add("--endpoint=" + endpoint);
        int exitCode = Cli.commandLine(new AfterimageProgram(), ALLOWED, _ -> patience(verb[0]))
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(printed))
                .execute(arguments.toArray(String[]::new));
        assertThat(exitCode).as(String.join(" ", verb) + "\n" + printed).isIn(expected);
        return printed.toString();
    }

    /** Work on a version ends by itself. */
    private static StopSignal patience(String verb) {
        return verb.equals("projections") ? new StopSwitch() : new OneLook();
    }

    /** Lets a verb that goes on and on do so once. For one thread. */
    private static final class OneLook implements StopSignal {
        private int looks;

        @Override
        public boolean raised() {
            return looks > 1;
        }

        @Override
        public boolean pause(Duration duration) {
            return ++looks <= 1;
        }
    }

    private static void put(DynamoDbClient client, String table, Map<String, AttributeValue> item) {
        client.putItem(request -> request.tableName(table).item(new HashMap<>(item)));
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }
}
