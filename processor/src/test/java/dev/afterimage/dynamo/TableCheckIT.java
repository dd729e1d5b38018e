package dev.afterimage.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.dynamo.FaultyEndpoint.Fault;
import dev.afterimage.item.TableName;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.table.IndexDefinition;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.SettingsGroup;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.table.TableFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

@ExtendWith(ClosesAll.class)
class TableCheckIT {
    private static final TableNaming NAMING = new TableNaming("own_", "derived_");
    private static final SourceTable ITEMS = new SourceTable(new TableName("items"), Optional.of("expires_at"));
    private static final SourceTable LISTS = new SourceTable(new TableName("lists"), Optional.empty());
    private static final TableDefinition VIEW = TableDefinition.of(
            "view",
            KeySchema.of(KeyAttribute.string("id"), KeyAttribute.number("place")),
            IndexDefinition.global("by_place", KeySchema.of(KeyAttribute.number("place")), ProjectionType.ALL));
    private static final WorkerTables TABLES =
            new WorkerTables(NAMING, List.of(ITEMS, LISTS), List.of(VIEW), SettingsGroup.PLAIN);
    private static final SettingsGroup CAREFUL =
            TableFile.read("careful.yaml", """
            settings:
              careful:
                billing: {mode: provisioned, read_units: 5, write_units: 5}
                recovery_days: 7
            """).settings().values().iterator().next();
    private static final KeySchema ID = KeySchema.of(KeyAttribute.string("id"));

    private final LocalDynamo local = LocalDynamo.start();
    private final FaultyEndpoint endpoint = FaultyEndpoint.before(local.endpoint());
    private final AwsClients clients = AwsClients.open(AwsAccess.embedded(endpoint.address()));

    @AfterEach
    void close() {
        try (local;
                endpoint) {
            clients.close();
        }
    }

    @Test
    void finds_nothing_wrong_where_all_was_created_and_writes_nothing() {
        createSources();
        create(TABLES.kept());

        assertThat(check(TABLES)).isEmpty();
        assertThat(TABLES.names())
                .allSatisfy(table -> assertThat(client().scan(request -> request.tableName(table.value()))
                                .items())
                        .isEmpty());
    }

    @Test
    void reports_all_that_is_missing_at_once_and_creates_nothing() {
        assertThat(check(TABLES))
                .containsExactly(
                        "table items does not exist: create it, or take it out of the configuration's sources",
                        "table lists does not exist: create it, or take it out of the configuration's sources",
                        "table own_positions does not exist: run 'tables create'",
                        "table own_audit does not exist: run 'tables create'",
                        "table own_expirations does not exist: run 'tables create'",
                        "table own_feed does not exist: run 'tables create'",
                        "table own_parked does not exist: run 'tables create'",
                        "table own_projections does not exist: run 'tables create'",
                        "table own_backfills does not exist: run 'tables create'",
                        "table own_leases_items does not exist: run 'tables create'",
                        "table own_leases_lists does not exist: run 'tables create'",
                        "table derived_view does not exist: run 'tables create'");
        assertThat(client().listTables().tableNames()).isEmpty();
    }

    @Test
    void reports_everything_that_is_not_as_it_must_be_at_once() {
        client().createTable(TableDefinition.of("items", ID).createRequest());
        client().createTable(TableDefinition.of("lists", ID).createRequest().toBuilder()
                .streamSpecification(stream -> stream.streamEnabled(true).streamViewType(StreamViewType.KEYS_ONLY))
                .build());
        create(List.of(
                OwnTables.all().get(0).named(new TableName("own_positions")).withTimeToLive("gone_at"),
                TableDefinition.of("own_audit", KeySchema.of(KeyAttribute.string("item"))),
                TableDefinition.of(
                        "derived_view",
                        VIEW.key(),
                        IndexDefinition.global(
                                "by_place", KeySchema.of(KeyAttribute.number("place")), ProjectionType.KEYS_ONLY))));

        assertThat(check(TABLES))
                .containsExactly(
                        "table items has no stream: enable its stream with NEW_AND_OLD_IMAGES",
                        "table items has no time to live, while the configuration names the attribute 'expires_at':"
                                + " enable it on the table, or take 'ttl_attribute' out of the configuration",
                        "table lists has a stream of KEYS_ONLY only:"
                                + " disable its stream and enable it again with NEW_AND_OLD_IMAGES",
                        "table own_positions has its time to live in the attribute 'gone_at' and not in 'expires_at':"
                                + " disable it, and enable it with the other attribute",
                        "table own_audit has the key (item S) and needs (item S, sequence S):"
                                + " a key cannot be changed: use another table",
                        "table own_audit lacks the index by_table_and_time: add it: (table_day S, at S) INCLUDE"
                                + " [table, key, operation, changed_at, recorded_at, changed, changed_more, actor,"
                                + " expires_at]",
                        "table own_audit has no time to live: enable it with the attribute 'expires_at'",
                        "table own_expirations does not exist: run 'tables create'",
                        "table own_feed does not exist: run 'tables create'",
                        "table own_parked does not exist: run 'tables create'",
                        "table own_projections does not exist: run 'tables create'",
                        "table own_backfills does not exist: run 'tables create'",
                        "table own_leases_items does not exist: run 'tables create'",
                        "table own_leases_lists does not exist: run 'tables create'",
                        "table derived_view has the index by_place as (place N) KEYS_ONLY:"
                                + " make it anew as (place N) ALL");
    }

    @Test
    void reports_every_permission_that_is_missing() {
        createSources();
        create(TABLES.kept());
        for (String action : List.of(
                "GetItem",
                "PutItem",
                "UpdateItem",
                "DeleteItem",
                "Scan",
                "Query",
                "GetRecords",
                "DescribeTimeToLive")) {
            endpoint.on(action, Fault.Answer.error(400, "AccessDeniedException"));
        }

        List<String> problems = check(TABLES);

        assertThat(problems)
                .contains(
                        "table items denies dynamodb:GetRecords (AccessDeniedException: because):"
                                + " allow it to the worker's role",
                        "table items denies dynamodb:DescribeTimeToLive (AccessDeniedException: because):"
                                + " allow it to the worker's role",
                        "table own_leases_items denies dynamodb:Scan (AccessDeniedException: because):"
                                + " allow it to the worker's role",
                        "table own_parked denies dynamodb:Query (AccessDeniedException: because):"
                                + " allow it to the worker's role",
                        "table derived_view denies dynamodb:UpdateItem (AccessDeniedException: because):"
                                + " allow it to the worker's role");
        assertThat(problems)
                .filteredOn(problem -> problem.startsWith("table derived_view"))
                .hasSize(3);
        assertThat(problems).noneMatch(problem -> problem.contains("has no time to live"));
    }

    @Test
    void where_items_may_be_put_back_it_tries_that_and_writes_nothing() {
        createSources();
        create(TABLES.kept());
        WorkerTables undoable = new WorkerTables(
                NAMING,
                List.of(new SourceTable(ITEMS.name(), ITEMS.ttlAttribute(), false, true)),
                List.of(VIEW),
                SettingsGroup.PLAIN);
        assertThat(check(undoable)).isEmpty();
        assertThat(client().scan(request -> request.tableName("items")).items()).isEmpty();
        for (String action : List.of("GetItem", "PutItem", "UpdateItem", "DeleteItem")) {
            endpoint.on(action, Fault.Answer.error(400, "AccessDeniedException"));
        }

        assertThat(check(undoable))
                .filteredOn(problem -> problem.startsWith("table items"))
                .hasSize(4)
                .allMatch(problem -> problem.contains("allow it to the worker's role"));
        assertThat(check(undoable))
                .anyMatch(problem -> problem.startsWith("table own_audit denies dynamodb:UpdateItem"));
        assertThat(check(TABLES)).noneMatch(problem -> problem.startsWith("table items"));
    }

    @Test
    void who_may_describe_nothing_is_told_of_every_table() {
        endpoint.on("DescribeTable", Fault.Answer.error(400, "AccessDeniedException"));

        assertThat(check(TABLES)).hasSize(12).allMatch(problem -> problem.contains("denies dynamodb:DescribeTable"));
    }

    @Test
    void an_unknown_caller_is_told_once() {
        endpoint.on("DescribeTable", Fault.Answer.error(400, "UnrecognizedClientException"));

        assertThatThrownBy(() -> check(TABLES))
                .satisfies(failure -> assertThat(Explanation.of(failure).orElseThrow())
                        .contains("renew or correct the AWS credentials"));
    }

    @Test
    void reports_names_that_mean_two_tables() {
        TableDefinition lists = TableDefinition.of("lists", ID);
        WorkerTables confused =
                new WorkerTables(new TableNaming("own_", ""), List.of(LISTS), List.of(lists), SettingsGroup.PLAIN);

        assertThat(check(confused))
                .contains("table lists is meant to be 2 tables at once:"
                        + " tell source, derived and own tables apart by their prefixes");
    }

    @Test
    void creates_what_is_missing_and_nothing_twice() {
        TableCreator.Result first = create(TABLES.kept());
        TableCreator.Result second = create(TABLES.kept());

        assertThat(first.created())
                .extracting(TableName::value)
                .containsExactly(
                        "own_positions",
                        "own_audit",
                        "own_expirations",
                        "own_feed",
                        "own_parked",
                        "own_projections",
                        "own_backfills",
                        "own_leases_items",
                        "own_leases_lists",
                        "derived_view");
        assertThat(first.problems()).isEmpty();
        assertThat(second).isEqualTo(new TableCreator.Result(List.of(), List.of()));
    }

    @Test
    void what_it_created_is_left_with_its_rows() {
        create(TABLES.kept());
        client().putItem(request ->
                request.tableName("own_positions").item(Map.of("lane", AttributeValue.fromS("items/s1"))));

        create(TABLES.kept());

        assertThat(client().scan(request -> request.tableName("own_positions")).items())
                .hasSize(1);
    }

    @Test
    void several_workers_may_create_the_same_tables_at_once() throws ExecutionException, InterruptedException {
        List<Future<TableCreator.Result>> results = new ArrayList<>();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int worker = 0; worker < 4; worker++) {
                results.add(workers.submit(() -> create(TABLES.kept())));
            }
        }

        List<TableName> created = new ArrayList<>();
        for (Future<TableCreator.Result> result : results) {
            assertThat(result.get().problems()).isEmpty();
            created.addAll(result.get().created());
        }
        assertThat(created).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void a_table_that_is_kept_otherwise_than_its_settings_say_is_a_hint_and_no_problem() {
        create(TABLES.kept());
        WorkerTables careful = new WorkerTables(NAMING, List.of(), List.of(VIEW), CAREFUL);
        List<TableDefinition> view = careful.derivedTables();

        assertThat(check(careful)).isEmpty();
        assertThat(new SettingCheck(client()).check(TABLES.kept())).isEmpty();
        assertThat(new SettingCheck(client()).check(view))
                .extracting(TableProblem::problem)
                .satisfiesExactly(
                        billing -> assertThat(billing)
                                .isEqualTo("has the billing on_demand, and its settings say provisioned"),
                        unknown -> assertThat(unknown).startsWith("does not tell on its point-in-time recovery ("));
    }

    @Test
    void asks_for_recovery_of_what_it_created_alone() {
        endpoint.on("UpdateContinuousBackups", new Fault.Answer(200, "{}"));
        List<TableDefinition> view = new WorkerTables(NAMING, List.of(), List.of(VIEW), CAREFUL).derivedTables();

        assertThat(create(view).problems()).isEmpty();
        endpoint.on("UpdateContinuousBackups", Fault.Answer.error(400, "ValidationException"));
        assertThat(create(view).created()).isEmpty();
    }

    @Test
    void knows_the_key_of_a_table() {
        create(TABLES.kept());
        TableLookup lookup = new TableLookup(client());

        assertThat(lookup.keyOf(new TableName("derived_view"))).contains(VIEW.key());
        assertThat(lookup.keyOf(new TableName("own_positions")))
                .contains(OwnTables.all().getFirst().key());
        assertThat(lookup.keyOf(new TableName("no_table"))).isEmpty();
    }

    private void createSources() {
        create(List.of(
                TableDefinition.of("items", ID).withStream().withTimeToLive("expires_at"),
                TableDefinition.of("lists", ID).withStream()));
    }

    private TableCreator.Result create(List<TableDefinition> tables) {
        return new TableCreator(client()).create(tables);
    }

    private DynamoDbClient client() {
        return clients.tables();
    }

    private List<String> check(WorkerTables tables) {
        return new TableCheck(clients)
                .check(tables).stream().map(TableProblem::toString).toList();
    }
}
