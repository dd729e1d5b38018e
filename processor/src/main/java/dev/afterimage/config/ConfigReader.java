package dev.afterimage.config;

import dev.afterimage.item.TableName;
import dev.afterimage.lane.LanePart;
import dev.afterimage.plugin.UnusablePluginsException;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.table.TableFile;
import dev.afterimage.yaml.Section;
import dev.afterimage.yaml.Value;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Every key there is, with its default: makes a {@link Config} of the file's root section. */
final class ConfigReader {
    private static final Value<TableName> TABLE =
            Value.made("a table's name: 3 to 255 of the characters a-z A-Z 0-9 _ . -", TableName::new);
    private static final Value<String> ATTRIBUTE = Value.text("the name of an attribute", "(?s).{1,255}");
    private static final Value<Integer> LANES = Value.integer(1, LanePart.MOST);
    private static final Value<String> PREFIX =
            Value.text("\"\" or up to 100 of the characters a-z A-Z 0-9 _ . -", "[a-zA-Z0-9_.-]{0,100}");
    private static final Value<Optional<Duration>> RETENTION = Value.or("forever", Value.duration("1h", "36500d"));

    static final Value<URI> ADDRESS =
            new Value<>("an address such as http://127.0.0.1:8000", ConfigReader::httpAddress);
    private static final Value<Path> FOLDER = new Value<>("the path of a folder", ConfigReader::path);
    private static final Value<Config.Start> START =
            new Value<>("trim_horizon, latest, or a moment such as 2026-07-01T00:00:00Z", ConfigReader::start);

    private static final Value<Optional<Duration>> METRICS_LOG = Value.or("off", Value.duration("1s", "1h"));

    private static final Value<String> REGION = Value.text("a region such as eu-central-1", "[a-z]{2,}(-[a-z0-9]+)+");
    private static final Value<String> ROLE = Value.text(
            "a role's ARN such as arn:aws:iam::123456789012:role/afterimage",
            "arn:aws[a-z-]*:iam::[0-9]{12}:role/[a-zA-Z0-9_+=,.@/-]{1,576}");
    private static final Value<String> EXTERNAL_ID =
            Value.text("2 to 1224 of the characters a-z A-Z 0-9 _ + = , . @ : / -", "[a-zA-Z0-9_+=,.@:/-]{2,1224}");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
    private static final Value<String> WORKER_ID =
            Value.text("up to 100 of the characters a-z A-Z 0-9 _ . -", "[a-zA-Z0-9_.-]{1,100}");
    private static final Value<Config.Listen> LISTEN =
            Value.made("auto, off, or an address with its port such as 127.0.0.1:8080", ConfigReader::listen);
    private static final Value<Config.Log.Format> LOG_FORMAT =
            Value.word(Map.of("text", Config.Log.Format.TEXT, "json", Config.Log.Format.JSON));
    private static final Value<Config.Log.Level> LOG_LEVEL = Value.word(Map.of(
            "error", Config.Log.Level.ERROR,
            "warn", Config.Log.Level.WARN,
            "info", Config.Log.Level.INFO,
            "debug", Config.Log.Level.DEBUG));
    private static final Value<Double> SHARE = Value.made("a share from 0 to 1, such as 0.05", ConfigReader::share);
    static final Value<SecretReference> SECRET = Value.made(
            "where it stands, which is never here: env:NAME (a variable that does not begin with AFTERIMAGE_) or"
                    + " file:PATH",
            SecretReference::of);
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(1);
    private static final Duration VERSION_KEPT = Duration.ofDays(7);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(8);

    private final Available available;
    private final List<ProjectionName> builtIn;
    private final DeclaredReader declared;
    private final Set<TableName> tables = new HashSet<>();

    /** The folder of plugins, which projections there are with them, and what may be named. */
    private record Plugged(Optional<Path> folder, Set<ProjectionName> known, Value<ProjectionName> projection) {}

    ConfigReader(Available available, List<ProjectionName> builtIn, DeclaredReader declared) {
        this.available = available;
        this.builtIn = builtIn;
        this.declared = declared;
    }

    Config read(Section root) {
        Config config = config(root);
        DeclaredReader.requireApart(config.declared(), config, root);
        return config;
    }

    private Config config(Section root) {
        Config.Aws aws = root.section("aws", ConfigReader::aws);
        Config.Worker worker = root.section("worker", ConfigReader::worker);
        List<Config.Source> sources = sources(root);
        Plugged plugged = root.section("plugins", this::plugins);
        return new Config(
                aws,
                worker,
                sources,
                root.values("projections", plugged.projection())
                        .orElse(root.has(DeclaredReader.KEY) ? List.of() : builtIn),
                plugged.folder(),
                declared.read(root, plugged.known()),
                root.section("tables", ConfigReader::tables),
                root.section(
                        "audit",
                        section -> new Config.Audit(
                                retention(section),
                                section.value("row_links", Value.flag()).orElse(false))),
                root.section("expirations", section -> expirations(section, aws.embedded(), sources)),
                root.section("parking", ConfigReader::parking),
                root.section(
                        "undo",
                        section -> new Config.Undo(
                                section.value("allow", Value.flag()).orElse(false))),
                root.section(
                        "versions",
                        section -> new Config.Versions(section.value("keep", Value.duration("0s", "3650d"))
                                .orElse(VERSION_KEPT))),
                root.section("polling", section -> polling(section, aws.embedded())),
                root.section("leases", section -> leases(section, aws.embedded())),
                root.section("console", ConfigReader::console),
                root.section(
                        "metrics",
                        section -> new Config.Metrics(
                                section.value("log", METRICS_LOG).orElse(Optional.empty()))),
                root.section("log", ConfigReader::log),
                root.section("tracing", ConfigReader::tracing),
                root.section("record", section -> section.value("folder", FOLDER)));
    }

    /** Where the plugins cannot be used, that is said, and any name of a projection will do. */
    private Plugged plugins(Section section) {
        Optional<Path> folder = section.value("folder", FOLDER);
        try {
            Set<ProjectionName> known = available.names(folder);
            return new Plugged(folder, known, Value.oneOf(known));
        } catch (UnusablePluginsException unusable) {
            unusable.problems().forEach(problem -> section.problem("folder", problem));
            return new Plugged(folder, Set.of(), Value.made("the name of a projection", ProjectionName::new));
        }
    }

    private static Config.Aws aws(Section section) {
        Config.Aws aws = new Config.Aws(
                section.value("region", REGION),
                section.value("endpoint", ADDRESS),
                section.value("embedded", Value.flag()).orElse(false),
                roles(section));
        requireFitting(aws, section);
        return aws;
    }

    private static Config.Roles roles(Section section) {
        Config.Roles roles = new Config.Roles(
                section.value("source_role", ROLE),
                section.value("target_role", ROLE),
                section.value("undo_role", ROLE),
                section.value("external_id", EXTERNAL_ID));
        if (roles.externalId().isPresent()
                && roles.source().isEmpty()
                && roles.target().isEmpty()
                && roles.undo().isEmpty()) {
            section.problem("external_id", "is there without a role: write aws.source_role or aws.target_role, too");
        }
        return roles;
    }

    private static void requireFitting(Config.Aws aws, Section section) {
        if (aws.embedded() && aws.endpoint().isEmpty()) {
            section.problem("embedded", "is true without an endpoint: write aws.endpoint, too");
        }
        if (aws.embedded() && aws.endpoint().filter(ConfigReader::isAmazon).isPresent()) {
            section.problem("embedded", "is true with an endpoint of AWS: it is for DynamoDB Local alone");
        }
        if (aws.embedded() && !aws.roles().equals(Config.Roles.NONE)) {
            section.problem("embedded", "is true with a role: DynamoDB Local knows none");
        }
        if (!aws.embedded()
                && aws.endpoint().filter(ConfigReader::isReadByOthers).isPresent()) {
            section.problem(
                    "endpoint",
                    "is plain http to another machine, which everybody between can read: write https, or"
                            + " aws.embedded: true where it is a DynamoDB Local");
        }
    }

    static boolean isReadByOthers(URI endpoint) {
        String host = endpoint.getHost().toLowerCase(Locale.ROOT);
        return "http".equalsIgnoreCase(endpoint.getScheme())
                && !LOOPBACK.matcher(host).matches();
    }

    private static boolean isAmazon(URI endpoint) {
        return endpoint.getHost().toLowerCase(Locale.ROOT).contains("amazonaws.com");
    }

    private static Config.Worker worker(Section section) {
        return new Config.Worker(
                section.value("id", WORKER_ID),
                section.value("shutdown_timeout", Value.duration("1s", "5m")).orElse(SHUTDOWN_TIMEOUT));
    }

    private List<Config.Source> sources(Section root) {
        int before = root.problemCount();
        List<Config.Source> sources = root.sections("sources", this::source);
        if (sources.isEmpty() && root.problemCount() == before) {
            root.problem("sources", "is missing or empty: write at least one table to follow, as \"- table: NAME\"");
        }
        return sources;
    }

    private Optional<Config.Source> source(Section section) {
        Optional<TableName> table = section.required("table", TABLE);
        Optional<String> ttlAttribute = section.value("ttl_attribute", ATTRIBUTE);
        boolean replica = section.value("replica", Value.flag()).orElse(false);
        Config.Start start = section.value("start", START).orElse(Config.Start.TrimHorizon.INSTANCE);
        Optional<String> actorAttribute = section.value("actor_attribute", ATTRIBUTE);
        int lanes = section.value("lanes_per_shard", LANES).orElse(1);
        if (table.isPresent() && !tables.add(table.get())) {
            section.problem("table", "is " + table.get() + ", which is there already: name each table once");
        }
        if (replica && ttlAttribute.isEmpty()) {
            section.problem("replica", "is true without a ttl_attribute, which alone tells a replicated TTL delete");
        }
        return table.map(name -> new Config.Source(name, ttlAttribute, replica, start, actorAttribute, lanes));
    }

    private static Config.Tables tables(Section section) {
        return new Config.Tables(
                section.value("prefix", PREFIX).orElse("afterimage_"),
                section.value("derived_prefix", PREFIX).orElse(""),
                section.value(
                                "settings",
                                Value.oneOf(TableFile.afterimage().settings().keySet()))
                        .orElse("standard"));
    }

    private static Optional<Duration> retention(Section section) {
        return section.value("retention", RETENTION).orElse(Optional.empty());
    }

    private static Config.Expirations expirations(Section section, boolean embedded, List<Config.Source> sources) {
        boolean onTime = section.value("on_time", Value.flag()).orElse(false);
        if (onTime && sources.stream().allMatch(source -> source.ttlAttribute().isEmpty())) {
            section.problem("on_time", "is true, and no source has a ttl_attribute, which alone tells what is due");
        }
        return new Config.Expirations(
                retention(section), onTime, section.sections("sinks", new SinkReader(embedded)::read));
    }

    private static Config.Parking parking(Section section) {
        return new Config.Parking(
                section.value("attempts", Value.integer(1, 100)).orElse(3),
                section.value("items", Value.integer(0, 1_000_000)).orElse(10_000),
                section.value("time_limit", Value.duration("100ms", "10m")).orElse(Duration.ofSeconds(10)));
    }

    private static Config.Polling polling(Section section, boolean embedded) {
        Duration idle =
                section.value("idle", Value.duration("10ms", "1m")).orElse(Duration.ofMillis(embedded ? 50 : 200));
        Duration usual = embedded || idle.compareTo(LONGEST_IDLE) > 0 ? idle : LONGEST_IDLE;
        Duration longestIdle =
                section.value("longest_idle", Value.duration("10ms", "1m")).orElse(usual);
        if (longestIdle.compareTo(idle) < 0) {
            section.problem("longest_idle", "is shorter than polling.idle, from which it grows");
        }
        return new Config.Polling(
                idle,
                longestIdle,
                section.value("max_records", Value.integer(1, 1000)).orElse(1000),
                section.value("fetch_ahead_mb", Value.integer(1, 65_536)),
                section.value("calls_per_second", Value.integer(1, 100_000)).orElse(1000));
    }

    private static Config.Leases leases(Section section, boolean embedded) {
        return new Config.Leases(
                section.value("failover", Value.duration("1s", "5m")).orElse(Duration.ofSeconds(embedded ? 5 : 10)));
    }

    private static Config.Console console(Section section) {
        Config.Listen listen = section.value("listen", LISTEN).orElse(Config.Listen.Auto.INSTANCE);
        Optional<SecretReference> readToken = section.value("read_token", SECRET);
        Optional<SecretReference> changeToken = section.value("change_token", SECRET);
        if (readToken.isEmpty()
                && listen instanceof Config.Listen.At(Config.Address address)
                && !address.isLoopback()) {
            section.problem(
                    "listen",
                    "can be reached by other machines, and everybody there could read the audit log: write"
                            + " console.read_token, too");
        }
        return new Config.Console(listen, readToken, changeToken);
    }

    private static Config.Log log(Section section) {
        return new Config.Log(
                section.value("format", LOG_FORMAT).orElse(Config.Log.Format.TEXT),
                section.value("level", LOG_LEVEL).orElse(Config.Log.Level.INFO));
    }

    private static Config.Tracing tracing(Section section) {
        return new Config.Tracing(
                section.value("otlp_endpoint", ADDRESS),
                section.value("sample", SHARE).orElse(1.0));
    }

    private static Config.Listen listen(String text) {
        return switch (text) {
            case "off" -> Config.Listen.Off.INSTANCE;
            case "auto" -> Config.Listen.Auto.INSTANCE;
            default -> new Config.Listen.At(Config.Address.of(text));
        };
    }

    private static double share(String text) {
        if (!text.matches("0(\\.[0-9]{1,9})?|1(\\.0{1,9})?")) {
            throw new IllegalArgumentException("not a share");
        }
        return Double.parseDouble(text);
    }

    private static Optional<URI> httpAddress(String text) {
        try {
            URI uri = new URI(text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return http && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException notOne) {
            return Optional.empty();
        }
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException notOne) {
            return Optional.empty();
        }
    }

    private static Optional<Config.Start> start(String text) {
        return switch (text) {
            case "trim_horizon" -> Optional.of(Config.Start.TrimHorizon.INSTANCE);
            case "latest" -> Optional.of(Config.Start.Latest.INSTANCE);
            default -> instant(text).map(Config.Start.At::new);
        };
    }

    static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException notOne) {
            return Optional.empty();
        }
    }
}
