package dev.afterimage.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.item.TableName;
import dev.afterimage.projection.ProjectionName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    private static final List<ProjectionName> BUILT_IN = List.of(
            new ProjectionName("list_summary"), new ProjectionName("user_lists"), new ProjectionName("due_items"));

    @TempDir
    private Path folder;

    @Test
    void gives_every_key_its_default() throws IOException {
        Config config = valid("sources: [{table: lists}]");

        assertThat(config)
                .isEqualTo(new Config(
                        new Config.Aws(Optional.empty(), Optional.empty(), false, Config.Roles.NONE),
                        new Config.Worker(Optional.empty(), Duration.ofSeconds(8)),
                        List.of(Config.Source.of("lists")),
                        BUILT_IN,
                        Optional.empty(),
                        List.of(),
                        new Config.Tables("afterimage_", "", "standard"),
                        new Config.Audit(Optional.empty(), false),
                        new Config.Expirations(Optional.empty(), false, List.of()),
                        new Config.Parking(3, 10_000, Duration.ofSeconds(10)),
                        new Config.Undo(false),
                        new Config.Versions(Duration.ofDays(7)),
                        new Config.Polling(Duration.ofMillis(200), Duration.ofSeconds(1), 1000, Optional.empty(), 1000),
                        new Config.Leases(Duration.ofSeconds(10)),
                        new Config.Console(Config.Listen.Auto.INSTANCE, Optional.empty(), Optional.empty()),
                        new Config.Metrics(Optional.empty()),
                        new Config.Log(Config.Log.Format.TEXT, Config.Log.Level.INFO),
                        new Config.Tracing(Optional.empty(), 1),
                        Optional.empty()));
    }

    @Test
    void reads_every_key() throws IOException {
        Config config = valid("""
                aws: {region: eu-central-1, endpoint: 'http://localhost:8000', embedded: true}
                worker: {id: w1, shutdown_timeout: 5s}
                sources:
                  - table: guests
                    ttl_attribute: expires_at
                    replica: true
                    start: latest
                    actor_attribute: user_id
                    lanes_per_shard: 4
                  - table: items
                    start: 2026-07-01T00:00:00Z
                projections: [due_items]
                tables: {prefix: ai., derived_prefix: view_, settings: production}
                audit: {retention: 90d}
                expirations: {retention: 12h, on_time: true}
                undo: {allow: true}
                polling: {idle: 1s, longest_idle: 5s, max_records: 100, fetch_ahead_mb: 64, calls_per_second: 50}
                leases: {failover: 30s}
                console: {listen: '0.0.0.0:80', read_token: 'file:/run/token', change_token: 'env:TOKEN'}
                log: {format: json, level: debug}
                tracing: {otlp_endpoint: 'http://collector:4318', sample: 0.05}
                record: {folder: fixtures/today}
                plugins: {folder: plugins}
                metrics: {log: 60s}
                """);

        assertThat(config.plugins()).contains(Path.of("plugins"));
        assertThat(config.aws().endpoint()).contains(URI.create("http://localhost:8000"));
        assertThat(config.aws().region()).contains("eu-central-1");
        assertThat(config.console())
                .isEqualTo(new Config.Console(
                        new Config.Listen.At(new Config.Address("0.0.0.0", 80)),
                        Optional.of(new SecretReference.InFile(Path.of("/run/token"))),
                        Optional.of(new SecretReference.InEnvironment("TOKEN"))));
        assertThat(config.worker()).isEqualTo(new Config.Worker(Optional.of("w1"), Duration.ofSeconds(5)));
        assertThat(config.sources())
                .containsExactly(
                        new Config.Source(
                                new TableName("guests"),
                                Optional.of("expires_at"),
                                true,
                                Config.Start.Latest.INSTANCE,
                                Optional.of("user_id"),
                                4),
                        new Config.Source(
                                new TableName("items"),
                                Optional.empty(),
                                false,
                                new Config.Start.At(Instant.parse("2026-07-01T00:00:00Z")),
                                Optional.empty(),
                                1));
        assertThat(config.projections()).containsExactly(new ProjectionName("due_items"));
        assertThat(config.tables()).isEqualTo(new Config.Tables("ai.", "view_", "production"));
        assertThat(config.audit().retention()).contains(Duration.ofDays(90));
        assertThat(config.expirations())
                .isEqualTo(new Config.Expirations(Optional.of(Duration.ofHours(12)), true, List.of()));
        assertThat(config.undo().allow()).isTrue();
        assertThat(config.polling())
                .isEqualTo(new Config.Polling(Duration.ofSeconds(1), Duration.ofSeconds(5), 100, Optional.of(64), 50));
        assertThat(config.leases().failover()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.tracing())
                .isEqualTo(new Config.Tracing(Optional.of(URI.create("http://collector:4318")), 0.05));
        assertThat(config.log()).isEqualTo(new Config.Log(Config.Log.Format.JSON, Config.Log.Level.DEBUG));
        assertThat(config.recording()).contains(Path.of("fixtures/today"));
        assertThat(config.metrics().log()).contains(Duration.ofSeconds(60));
    }

    @Test
    void an_idle_shard_is_never_read_more_often_as_it_stays_idle() throws IOException {
        assertThat(mistakes("sources: [{table: lists}]\npolling: {idle: 2s, longest_idle: 1s}"))
                .containsExactly("2:35: polling.longest_idle is shorter than polling.idle, from which it grows");
        assertThat(valid("sources: [{table: lists}]\npolling: {idle: 2s}")
                        .polling()
                        .longestIdle())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void a_share_is_between_nothing_and_all() throws IOException {
        assertThat(valid("sources: [{table: lists}]\ntracing: {sample: 0}")
                        .tracing()
                        .sample())
                .isZero();
        for (String none : List.of("1.1", "-0.1", "5%", "1e-3")) {
            assertThat(mistakes("sources: [{table: lists}]\ntracing: {sample: '" + none + "'}"))
                    .singleElement()
                    .asString()
                    .contains("tracing.sample", "a share from 0 to 1");
        }
    }

    @Test
    void a_console_that_others_reach_needs_a_token_which_is_not_written_here() throws IOException {
        assertThat(mistakes("sources: [{table: lists}]\nconsole: {listen: '10.0.0.7:8080'}"))
                .singleElement()
                .asString()
                .contains("console.listen", "write console.read_token, too");
        assertThat(mistakes("sources: [{table: lists}]\nconsole: {read_token: abc, listen: 80}"))
                .hasSize(2)
                .allSatisfy(mistake -> assertThat(mistake).contains("console."));
        assertThat(valid("sources: [{table: lists}]\nconsole: {listen: '[::1]:0'}")
                        .console()
                        .listen())
                .isEqualTo(new Config.Listen.At(new Config.Address("::1", 0)));
        assertThat(valid("sources: [{table: lists}]\nconsole: {listen: off}").console())
                .isEqualTo(Config.Console.OFF);
    }

    @Test
    void an_empty_list_of_projections_is_none_and_a_key_without_value_is_absent() throws IOException {
        assertThat(valid("{sources: [{table: lists}], projections: []}").projections())
                .isEmpty();
        assertThat(valid("{sources: [{table: lists}], projections: , audit: {retention: }}")
                        .projections())
                .isEqualTo(BUILT_IN);
    }

    @Test
    void reports_all_mistakes_at_once_each_with_its_line() throws IOException {
        assertThat(mistakes("""
                aws:
                  regoin: eu-central-1
                  endpoint: localhost
                  embedded: yes
                sources:
                  - table: l!
                  - ttl_attribute: expires_at
                  - table: guests
                    replica: true
                  - table: guests
                projections: [list_sumary]
                tables: afterimage_
                audit:
                  retention: 90
                polling:
                  idle: 1ms
                  max_records: 1001
                leases: [1]
                worker:
                  id: one two
                  id: w1
                record:
                  folder: {a: b}
                nonsense: 1
                """))
                .containsExactly(
                        "2:3: aws.regoin is no key; did you mean region? (allowed here: region, endpoint, embedded, source_role, target_role, undo_role, external_id)",
                        "3:13: aws.endpoint is \"localhost\": write an address such as http://127.0.0.1:8000",
                        "4:13: aws.embedded is \"yes\": write true or false",
                        "6:12: sources[0].table is \"l!\": write a table's name: 3 to 255 of the characters a-z A-Z 0-9 _ . -",
                        "7:5: sources[1].table is missing: write a table's name: 3 to 255 of the characters a-z A-Z 0-9 _ . -",
                        "9:14: sources[2].replica is true without a ttl_attribute, which alone tells a replicated TTL delete",
                        "10:12: sources[3].table is guests, which is there already: name each table once",
                        "11:15: projections[0] is \"list_sumary\": write one of due_items, list_summary, user_lists",
                        "12:9: tables is \"afterimage_\": write a section of keys",
                        "14:14: audit.retention is \"90\": write forever, or a duration from 1h to 36500d, such as 250ms, 10s, 5m, 12h or 90d",
                        "16:9: polling.idle is \"1ms\": write a duration from 10ms to 1m, such as 250ms, 10s, 5m, 12h or 90d",
                        "17:16: polling.max_records is \"1001\": write a whole number from 1 to 1000",
                        "18:9: leases is a list: write a section of keys",
                        "20:7: worker.id is \"one two\": write up to 100 of the characters a-z A-Z 0-9 _ . -",
                        "21:3: worker.id is there twice: first at 20:3",
                        "23:11: record.folder is a section of keys: write the path of a folder",
                        "24:1: nonsense is no key (allowed here: aws, worker, sources, plugins, projections, projection_files, tables, audit, expirations, parking, undo, versions, polling, leases, console, metrics, log, tracing, record)");
    }

    @Test
    void reports_missing_sources_and_lists_of_the_wrong_kind() throws IOException {
        assertThat(mistakes("")).singleElement().asString().startsWith("1:1: sources is missing or empty");
        assertThat(mistakes("sources: []")).singleElement().asString().startsWith("1:10: sources is missing or empty");
        assertThat(mistakes("sources: lists")).containsExactly("1:10: sources is \"lists\": write a list of sections");
        assertThat(mistakes("sources: [lists]"))
                .containsExactly("1:11: sources[0] is \"lists\": write a section of keys");
        assertThat(mistakes("[1]")).first().asString().isEqualTo("1:1: is a list: write a section of keys");
    }

    @Test
    void reports_what_is_no_yaml_or_more_than_it_needs() throws IOException {
        assertThat(mistakes("aws: {region: x"))
                .singleElement()
                .asString()
                .startsWith("1:16: this is no YAML: while parsing a flow mapping, ");
        assertThat(mistakes("{sources: [{table: lists}]}\n---\nmore: 1"))
                .containsExactly("3:1: a second document begins: write one");
        assertThat(mistakes("sources: &a [{table: lists}]\nprojections: *a"))
                .contains("2:14: aliases (*a) are not understood: write the value again");
    }

    @Test
    void embedded_needs_an_endpoint_that_is_not_of_aws() throws IOException {
        assertThat(mistakes("{aws: {embedded: true}, sources: [{table: lists}]}"))
                .containsExactly("1:18: aws.embedded is true without an endpoint: write aws.endpoint, too");
        assertThat(mistakes("""
                aws: {embedded: true, endpoint: 'https://dynamodb.eu-west-1.amazonaws.com'}
                sources: [{table: lists}]
                """))
                .containsExactly("1:17: aws.embedded is true with an endpoint of AWS: it is for DynamoDB Local alone");
    }

    @Test
    void reads_roles_which_are_not_for_the_embedded_dynamodb() throws IOException {
        String roles = "source_role: 'arn:aws:iam::123456789012:role/a/reader',"
                + " target_role: 'arn:aws-cn:iam::210987654321:role/writer', external_id: 'x:1',"
                + " undo_role: 'arn:aws:iam::123456789012:role/undo'";

        assertThat(valid("{aws: {" + roles + "}, sources: [{table: lists}]}")
                        .aws()
                        .roles())
                .isEqualTo(new Config.Roles(
                        Optional.of("arn:aws:iam::123456789012:role/a/reader"),
                        Optional.of("arn:aws-cn:iam::210987654321:role/writer"),
                        Optional.of("arn:aws:iam::123456789012:role/undo"),
                        Optional.of("x:1")));
        assertThat(mistakes("{aws: {source_role: reader, external_id: y1}, sources: [{table: lists}]}"))
                .containsExactly(
                        "1:21: aws.source_role is \"reader\": write a role's ARN such as"
                                + " arn:aws:iam::123456789012:role/afterimage",
                        "1:42: aws.external_id is there without a role: write aws.source_role or aws.target_role, too");
        assertThat(mistakes("{aws: {embedded: true, endpoint: 'http://db:8000', " + roles
                        + "}, sources: [{table: lists}]}"))
                .containsExactly("1:18: aws.embedded is true with a role: DynamoDB Local knows none");
    }

    @Test
    void plain_http_goes_to_this_machine_or_to_an_embedded_dynamodb_alone() throws IOException {
        for (String endpoint : List.of("http://dynamodb:8000", "http://10.0.0.1", "HTTP://127.0.0.1.example.com")) {
            assertThat(mistakes("{aws: {endpoint: '" + endpoint + "'}, sources: [{table: lists}]}"))
                    .singleElement()
                    .asString()
                    .startsWith("1:18: aws.endpoint is ");
            valid("{aws: {endpoint: '" + endpoint.toLowerCase(Locale.ROOT)
                    + "', embedded: true}, sources: [{table: lists}]}");
        }
        for (String endpoint : List.of(
                "http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000", "https://dynamodb:8000")) {
            valid("{aws: {endpoint: '" + endpoint + "'}, sources: [{table: lists}]}");
        }
    }

    @Test
    void the_environment_goes_before_the_file_and_adds_to_it() throws IOException {
        Config config = valid(
                "{aws: {region: eu-central-1}, sources: [{table: lists}], projections: [due_items]}",
                Map.of(
                        "AFTERIMAGE_AWS_REGION", "us-east-1",
                        "AFTERIMAGE_SOURCES_0_TTL_ATTRIBUTE", "ttl",
                        "AFTERIMAGE_SOURCES_1_TABLE", "items",
                        "AFTERIMAGE_PROJECTIONS", "list_summary, user_lists",
                        "AFTERIMAGE_TABLES_PREFIX", "",
                        "AFTERIMAGE_CONFIG", "somewhere.yaml",
                        "HOME", "/home"));

        assertThat(config.aws().region()).contains("us-east-1");
        assertThat(config.sources())
                .containsExactly(Config.Source.of("lists").withTtlAttribute("ttl"), Config.Source.of("items"));
        assertThat(config.projections())
                .containsExactly(new ProjectionName("list_summary"), new ProjectionName("user_lists"));
        assertThat(config.tables().prefix()).isEmpty();
    }

    @Test
    void reports_mistakes_of_the_environment_by_variable() throws IOException {
        assertThat(mistakes(
                        "sources: [{table: lists}]",
                        Map.of(
                                "AFTERIMAGE_AWS_REGOIN", "x",
                                "AFTERIMAGE_POLLING_IDLE", "soon",
                                "AFTERIMAGE_SOURCES_1_START", "latest",
                                "AFTERIMAGE_SOURCES_7_TABLE", "items")))
                .containsExactlyInAnyOrder(
                        "AFTERIMAGE_POLLING_IDLE: polling.idle is \"soon\": write a duration from 10ms to 1m, such as"
                                + " 250ms, 10s, 5m, 12h or 90d",
                        "AFTERIMAGE_SOURCES_1_…: sources[1].table is missing: write a table's name: 3 to 255 of the"
                                + " characters a-z A-Z 0-9 _ . -",
                        "AFTERIMAGE_AWS_REGOIN: names no key; did you mean AFTERIMAGE_AWS_REGION? (the elements of a"
                                + " list count from 0, without gaps)",
                        "AFTERIMAGE_SOURCES_7_TABLE: names no key; did you mean AFTERIMAGE_SOURCES_0_TABLE? (the"
                                + " elements of a list count from 0, without gaps)");
    }

    @Test
    void an_endpoint_alone_means_the_sample_tables_embedded() {
        Loaded loaded = loader(Map.of("AFTERIMAGE_TABLES_PREFIX", "x_")).embedded(URI.create("http://127.0.0.1:8000"));

        Config config = ((Loaded.Valid) loaded).config();
        assertThat(config.aws().embedded()).isTrue();
        assertThat(config.sources())
                .containsExactly(
                        Config.Source.of("users"),
                        Config.Source.of("lists"),
                        Config.Source.of("guests").withTtlAttribute("expires_at"),
                        Config.Source.of("items").withTtlAttribute("expires_at"));
        assertThat(config.polling().idle()).isEqualTo(Duration.ofMillis(50));
        assertThat(config.polling().longestIdle()).isEqualTo(Duration.ofMillis(50));
        assertThat(config.tables().prefix()).isEqualTo("x_");
    }

    @Test
    void the_environment_alone_can_be_enough() {
        assertThat(loader(Map.of("AFTERIMAGE_SOURCES_0_TABLE", "lists")).load()).isInstanceOf(Loaded.Valid.class);
        assertThat(((Loaded.Invalid) loader(Map.of()).load()).problems())
                .singleElement()
                .asString()
                .startsWith("configuration: sources is missing or empty");
    }

    private static ConfigLoader loader(Map<String, String> environment) {
        return new ConfigLoader(Set.copyOf(BUILT_IN), BUILT_IN, environment);
    }

    private Config valid(String yaml) throws IOException {
        return valid(yaml, Map.of());
    }

    private Config valid(String yaml, Map<String, String> environment) throws IOException {
        Loaded loaded = loader(environment).load(file(yaml));
        assertThat(loaded).isInstanceOf(Loaded.Valid.class);
        return ((Loaded.Valid) loaded).config();
    }

    private List<String> mistakes(String yaml) throws IOException {
        return mistakes(yaml, Map.of());
    }

    /** The problems without the file's name. */
    private List<String> mistakes(String yaml, Map<String, String> environment) throws IOException {
        Loaded loaded = loader(environment).load(file(yaml));
        assertThat(loaded).isInstanceOf(Loaded.Invalid.class);
        String file = folder.resolve("afterimage.yaml") + ":";
        return ((Loaded.Invalid) loaded)
                .problems().stream()
                        .map(problem -> problem.toString().replace(file, ""))
                        .toList();
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("afterimage.yaml"), yaml);
    }
}
