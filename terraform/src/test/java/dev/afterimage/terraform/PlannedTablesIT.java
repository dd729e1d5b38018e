package dev.afterimage.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.dynamo.SourceTable;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.dynamo.WorkerTables;
import dev.afterimage.item.TableName;
import dev.afterimage.seed.local.LocalDynamo;
import dev.afterimage.table.SettingsGroup;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.table.TableFile;
import dev.afterimage.terraform.provider.SchemaServer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;

/** Terraform and the program create the same tables from the same file, under each of its groups of settings. */
@Tag("terraform")
@ExtendWith(Provider.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlannedTablesIT {
    private static final TableFile FILE = TableFile.afterimage();
    private static final List<String> SOURCES = List.of("users", "lists", "guests", "items");

    private Plan plan;

    static Set<String> groups() {
        return FILE.settings().keySet();
    }

    /** One plan for all groups, each in its module with prefixes of its own. */
    @BeforeAll
    void plan(SchemaServer provider) {
        Workspace workspace = Workspace.create("planned-tables");
        String modules = groups().stream().map(PlannedTablesIT::module).collect(Collectors.joining());
        workspace.write("roots/all/main.tf", "provider \"aws\" {\n  region = \"us-east-1\"\n}\n" + modules);
        plan = Plan.of(new Terraform(workspace.path("roots/all"), provider.reattach()));
    }

    private static String module(String group) {
        String sources =
                SOURCES.stream().map(name -> "{ table = \"" + name + "\" }").collect(Collectors.joining(", "));
        return """
                module "%1$s" {
                  source = "../../modules/tables"
                  config = {
                    sources = [%2$s]
                    tables  = { prefix = "%1$s_own_", derived_prefix = "%1$s_", settings = "%1$s" }
                  }
                }
                """.formatted(group, sources);
    }

    @ParameterizedTest
    @MethodSource("groups")
    void terraform_and_the_program_ask_for_the_same_tables(String group) {
        Map<String, TableDefinition> wanted = wanted(group);
        Map<String, PlannedTable> planned = planned(group);

        assertThat(planned.keySet()).isEqualTo(wanted.keySet());
        planned.forEach((name, table) -> {
            TableDefinition definition = Objects.requireNonNull(wanted.get(name));
            assertThat(normal(table.createRequest())).as(name).isEqualTo(normal(definition.createRequest()));
            assertThat(table.timeToLive()).as(name).isEqualTo(definition.timeToLive());
            assertThat(table.recoveryDays())
                    .as(name)
                    .isEqualTo(definition.settings().recoveryDays());
        });
    }

    @Test
    void dynamodb_takes_every_table_of_the_plan_and_describes_it_as_the_programs() {
        try (LocalDynamo terraform = LocalDynamo.start();
                LocalDynamo program = LocalDynamo.start();
                DynamoDbClient byTerraform = terraform.client();
                DynamoDbClient byProgram = program.client()) {
            for (String group : List.of("standard", "free_tier")) {
                Map<String, TableDefinition> wanted = wanted(group);
                planned(group).forEach((name, table) -> {
                    byTerraform.createTable(table.createRequest());
                    byProgram.createTable(
                            Objects.requireNonNull(wanted.get(name)).createRequest());
                    assertThat(TableShape.of(byTerraform, name)).isEqualTo(TableShape.of(byProgram, name));
                });
                SOURCES.forEach(name -> Stream.of(byTerraform, byProgram)
                        .forEach(client -> client.deleteTable(request -> request.tableName(name))));
            }
        }
    }

    @Test
    void the_free_tier_is_enough_for_the_group_of_that_name() {
        long reads = 0;
        long writes = 0;
        List<String> onDemand = new ArrayList<>();
        for (PlannedTable table : planned("free_tier").values()) {
            CreateTableRequest request = table.createRequest();
            if (request.billingMode() == BillingMode.PAY_PER_REQUEST) {
                onDemand.add(table.name());
                continue;
            }
            reads += request.provisionedThroughput().readCapacityUnits();
            writes += request.provisionedThroughput().writeCapacityUnits();
            for (GlobalSecondaryIndex index : request.globalSecondaryIndexes()) {
                reads += index.provisionedThroughput().readCapacityUnits();
                writes += index.provisionedThroughput().writeCapacityUnits();
            }
        }
        assertThat(List.of(reads, writes)).allMatch(units -> units <= 25);
        assertThat(onDemand)
                .containsExactlyInAnyOrder(
                        "free_tier_own_backfills",
                        "free_tier_own_projections",
                        "free_tier_list_summary_v2",
                        "free_tier_list_members");
    }

    @Test
    void scaled_units_have_a_target_for_reading_and_writing_of_each_table_and_index() {
        Map<String, PlannedTable> tables = planned("steady");
        int indexes = tables.values().stream()
                .mapToInt(
                        table -> table.createRequest().globalSecondaryIndexes().size())
                .sum();

        assertThat(plan.all("aws_appautoscaling_target", "steady"))
                .hasSize(2 * (tables.size() + indexes))
                .allSatisfy(target ->
                        assertThat(target.values().path("max_capacity").asInt()).isIn(200, 1000));
        assertThat(plan.all("aws_appautoscaling_policy", "steady")).hasSize(2 * (tables.size() + indexes));
        assertThat(plan.all("aws_appautoscaling_target")).hasSize(2 * (tables.size() + indexes));
    }

    @Test
    void production_has_one_key_with_its_alias_and_backups() {
        assertThat(plan.all("aws_kms_key")).singleElement().satisfies(key -> {
            assertThat(key.address()).startsWith("module.production.");
            assertThat(key.text("policy")).contains("arn:aws:iam::123456789012:root", "dynamodb.amazonaws.com");
        });
        assertThat(plan.all("aws_kms_alias"))
                .singleElement()
                .satisfies(alias -> assertThat(alias.text("name")).isEqualTo("alias/afterimage"));
        assertThat(plan.all("aws_backup_plan"))
                .singleElement()
                .satisfies(backups -> assertThat(backups.values()
                                .path("rule")
                                .get(0)
                                .path("schedule")
                                .asText())
                        .isEqualTo("cron(0 3 ? * SUN *)"));
    }

    @Test
    void replicas_are_of_the_sources_alone() {
        Map<String, List<String>> regions = plan.all("aws_dynamodb_table", "multi_region").stream()
                .collect(Collectors.toMap(
                        table -> table.text("name"),
                        table -> table.values().path("replica").findValuesAsText("region_name")));

        regions.forEach((name, replicas) ->
                assertThat(replicas).as(name).isEqualTo(SOURCES.contains(name) ? List.of("us-west-2") : List.of()));
    }

    private Map<String, PlannedTable> planned(String group) {
        return plan.all("aws_dynamodb_table", group).stream()
                .map(resource -> new PlannedTable(resource.values()))
                .collect(
                        Collectors.toMap(PlannedTable::name, Function.identity(), (_, second) -> second, TreeMap::new));
    }

    private static Map<String, TableDefinition> wanted(String group) {
        SettingsGroup settings = Optional.ofNullable(FILE.settings().get(group)).orElseThrow();
        List<SourceTable> sources = SOURCES.stream()
                .map(name -> new SourceTable(new TableName(name), Optional.empty()))
                .toList();
        WorkerTables tables =
                new WorkerTables(new TableNaming(group + "_own_", group + "_"), sources, FILE.derived(), settings);
        return Stream.concat(
                        tables.kept().stream(),
                        FILE.sources().stream().map(source -> source.withSettings(settings.of(source.name()))))
                .collect(Collectors.toMap(
                        table -> table.name().value(), Function.identity(), (_, second) -> second, TreeMap::new));
    }

    /** Sets instead of lists where the order means nothing; a key by its ARN is known only once it is made. */
    private static List<Object> normal(CreateTableRequest request) {
        Set<AttributeDefinition> attributes = new HashSet<>(request.attributeDefinitions());
        Set<Object> global = request.globalSecondaryIndexes().stream()
                .map(index -> List.of(
                        index.indexName(),
                        index.keySchema(),
                        normal(index.projection()),
                        Optional.ofNullable(index.provisionedThroughput())))
                .collect(Collectors.toSet());
        Set<Object> local = request.localSecondaryIndexes().stream()
                .map(index -> List.of(index.indexName(), index.keySchema(), normal(index.projection())))
                .collect(Collectors.toSet());
        return List.of(
                request.tableName(),
                request.keySchema(),
                attributes,
                global,
                local,
                Optional.ofNullable(request.streamSpecification()),
                request.billingMode(),
                Optional.ofNullable(request.provisionedThroughput()),
                Optional.ofNullable(request.sseSpecification()).map(key -> key.enabled()),
                Optional.ofNullable(request.deletionProtectionEnabled()),
                Optional.ofNullable(request.tableClass()));
    }

    private static Object normal(Projection projection) {
        return List.of(projection.projectionType(), new HashSet<>(projection.nonKeyAttributes()));
    }
}
