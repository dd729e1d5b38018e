package dev.afterimage.app;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.GapRows;
import dev.afterimage.audit.UndoRows;
import dev.afterimage.config.Config;
import dev.afterimage.config.SecretReference;
import dev.afterimage.console.ConsoleSettings;
import dev.afterimage.console.web.Token;
import dev.afterimage.console.web.Tokens;
import dev.afterimage.dynamo.AwsAccess;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.DynamoStoredRows;
import dev.afterimage.dynamo.SourceTable;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.dynamo.WorkerTables;
import dev.afterimage.expiry.DueRows;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.TableName;
import dev.afterimage.metrics.Metrics;
import dev.afterimage.metrics.ParkedQueue;
import dev.afterimage.pipeline.Containment;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.Router;
import dev.afterimage.pipeline.TimeLimit;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.stream.Dialect;
import dev.afterimage.stream.EmbeddedStreamsClient;
import dev.afterimage.stream.StartPosition;
import dev.afterimage.stream.StreamSource;
import dev.afterimage.stream.fetch.FetchLimits;
import dev.afterimage.stream.fixture.FixtureWriter;
import dev.afterimage.stream.kcl.Following;
import dev.afterimage.stream.kcl.StreamAccess;
import dev.afterimage.stream.kcl.StreamSettings;
import dev.afterimage.stream.kcl.WorkerIdentity;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.SettingsGroup;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.table.TableFile;
import dev.afterimage.telemetry.FreshnessRules;
import dev.afterimage.tracing.Tracing;
import dev.afterimage.version.VersionCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** What a configuration means for each part of the program. */
record Blueprint(Config config, List<Projection> available) {
    private static final Duration UNREAD_AFTER = Duration.ofSeconds(30);

    /** Of a configuration that names none but the built-in projections. */
    Blueprint(Config config) {
        this(config, Projections.OWN);
    }

    /** Every version of the projections that are configured. */
    List<Projection> projections() {
        Map<ProjectionName, List<Projection>> byName =
                available.stream().collect(Collectors.groupingBy(Projection::name));
        return Stream.concat(
                        config.projections().stream().flatMap(name -> byName.getOrDefault(name, List.of()).stream()),
                        config.declared().stream())
                .toList();
    }

    VersionCatalog catalog() {
        return new VersionCatalog(projections(), naming()::of);
    }

    /** The way of a change to the projections and into the logs. */
    Router router(AwsClients clients) {
        return new Router(projections(), actorAttributes(), auditRows(), expiryRows(), dueRows())
                .reading(new DynamoStoredRows(clients.tables(), naming()));
    }

    ExpiryRows expiryRows() {
        return new ExpiryRows(config.expirations().retention());
    }

    /** What is to be told on time. */
    DueRows dueRows() {
        return config.expirations().onTime() ? new DueRows(ttlAttributes()) : DueRows.NONE;
    }

    boolean onTime() {
        return config.expirations().onTime();
    }

    GapRows gapRows() {
        return new GapRows(config.audit().retention());
    }

    UndoRows undoRows() {
        return new UndoRows(config.audit().retention());
    }

    AuditRows auditRows() {
        return new AuditRows(config.audit().retention(), config.audit().rowLinks());
    }

    /** Who measures what this worker does. */
    Observation observation(WorkerId id) {
        Config.Tracing tracing = config.tracing();
        Tracing.Origin origin = new Tracing.Origin(id.value(), version());
        return new Observation(
                new Metrics(sources(), version()),
                tracing.collector().map(collector -> Tracing.start(collector, tracing.sample(), origin)));
    }

    private static String version() {
        return Optional.ofNullable(Blueprint.class.getPackage().getImplementationVersion())
                .orElse("sources");
    }

    /** Where changes may wait for a projection. */
    List<ParkedQueue> parkedQueues() {
        return projections().stream()
                .flatMap(projection -> projection.sources().stream()
                        .filter(sources()::contains)
                        .map(table -> new ParkedQueue(table, projection.versionName())))
                .toList();
    }

    TableNaming naming() {
        return new TableNaming(config.tables().prefix(), config.tables().derivedPrefix());
    }

    List<TableName> sources() {
        return config.sourceTables();
    }

    /** For a source, the attribute that says who made a change. */
    Map<TableName, String> actorAttributes() {
        return config.sources().stream()
                .filter(source -> source.actorAttribute().isPresent())
                .collect(Collectors.toUnmodifiableMap(
                        Config.Source::table, source -> source.actorAttribute().orElseThrow()));
    }

    /** For a source, the attribute with the second in which an item lapses. */
    Map<TableName, String> ttlAttributes() {
        return config.sources().stream()
                .filter(source -> source.ttlAttribute().isPresent())
                .collect(Collectors.toUnmodifiableMap(
                        Config.Source::table, source -> source.ttlAttribute().orElseThrow()));
    }

    /** All tables that a worker has to do with. */
    WorkerTables tables() {
        return new WorkerTables(
                naming(),
                config.sources().stream()
                        .map(source -> new SourceTable(
                                source.table(),
                                source.ttlAttribute(),
                                onTime(),
                                config.undo().allow()))
                        .toList(),
                projections().stream()
                        .flatMap(projection -> projection.tables().stream())
                        .map(DerivedTable::definition)
                        .toList(),
                tableSettings());
    }

    /** The key of a derived table; empty where no projection has such a table. */
    Optional<KeySchema> derivedKey(TableName table) {
        return projections().stream()
                .flatMap(projection -> projection.tables().stream())
                .map(DerivedTable::definition)
                .filter(definition -> definition.name().equals(table))
                .map(TableDefinition::key)
                .findFirst();
    }

    /** A DynamoDB Local understands few of them, and needs none. */
    private SettingsGroup tableSettings() {
        return config.aws().embedded()
                ? SettingsGroup.PLAIN
                : Optional.ofNullable(TableFile.afterimage()
                                .settings()
                                .get(config.tables().settings()))
                        .orElse(SettingsGroup.PLAIN);
    }

    /** What projections want to see and nobody follows, for people. */
    List<String> unfollowed() {
        return projections().stream()
                .flatMap(projection -> projection.sources().stream()
                        .filter(table -> !sources().contains(table))
                        .sorted()
                        .map(table -> "projection " + projection.versionName() + " wants the changes of table " + table
                                + ", which is no source: its rows will lack them"))
                .toList();
    }

    Containment containment() {
        return new TimeLimit(config.parking().timeLimit());
    }

    FailurePolicy failures(RandomGenerator random) {
        return FailurePolicy.standard(random)
                .with(new FailurePolicy.Parking(
                        config.parking().attempts(), config.parking().items()));
    }

    /** The id of this worker; told apart are those whose leases are in different tables. */
    WorkerId takeWorkerId(AwsAccess access) {
        String leases =
                access.endpoint().map(Object::toString).orElse(access.region().id()) + " "
                        + config.tables().prefix();
        return WorkerId.take(config.worker().id(), leases);
    }

    WorkerIdentity identity(WorkerId id) {
        return new WorkerIdentity(id.value(), config.tables().prefix() + "leases_");
    }

    StreamAccess streamAccess(AwsClients clients) {
        return new StreamAccess(clients.streams(), clients.sources(), clients.leases(), access().region());
    }

    /** Reads streams as they are on AWS, also those of a DynamoDB Local. */
    DynamoDbStreamsClient streams(AwsClients clients) {
        return config.aws().embedded() ? new EmbeddedStreamsClient(clients.streams()) : clients.streams();
    }

    List<StreamSource> streamSources() {
        return config.sources().stream().map(this::streamSource).toList();
    }

    private StreamSource streamSource(Config.Source source) {
        return new StreamSource(
                source.table(),
                source.ttlAttribute(),
                source.replica(),
                switch (source.start()) {
                    case Config.Start.TrimHorizon _ -> StartPosition.TRIM_HORIZON;
                    case Config.Start.Latest _ -> StartPosition.LATEST;
                    case Config.Start.At at -> new StartPosition.At(at.instant());
                },
                dialect(),
                source.lanesPerShard());
    }

    private Dialect dialect() {
        return config.aws().embedded() ? Dialect.EMBEDDED : Dialect.AWS;
    }

    /** By these a lane is told to lag: an idle shard is read much more often than their patience lasts. */
    FreshnessRules freshnessRules() {
        Duration severalReads = config.polling().longestIdle().multipliedBy(3);
        return new FreshnessRules(
                dialect().exactTo(), severalReads.compareTo(UNREAD_AFTER) > 0 ? severalReads : UNREAD_AFTER);
    }

    StreamSettings streamSettings() {
        StreamSettings usual = config.aws().embedded() ? StreamSettings.embedded() : StreamSettings.production();
        StreamSettings.Leasing leasing = usual.leasing();
        return new StreamSettings(
                reading(usual.reading()),
                new StreamSettings.Leasing(
                        config.leases().failover(),
                        leasing.look(),
                        leasing.heartbeat(),
                        leasing.leadership(),
                        leasing.report(),
                        leasing.audit()),
                usual.checkpointEvery(),
                usual.lookEvery(),
                config.worker().shutdownTimeout(),
                usual.createLeaseTables());
    }

    /** Where expirations are delivered to. */
    Sinks sinks(AwsClients clients, Map<String, String> environment) {
        return new Sinks(config, access(), clients.credentials(), environment);
    }

    /** After how long without a sign of life a worker's shards and sinks go to the others. */
    Duration failover() {
        return config.leases().failover();
    }

    /** Where the console listens; empty where there is none. */
    Optional<ConsoleSettings> console(Map<String, String> environment) {
        Tokens tokens = new Tokens(
                token(config.console().readToken(), environment),
                token(config.console().changeToken(), environment));
        return switch (config.console().listen()) {
            case Config.Listen.Off _ -> Optional.empty();
            case Config.Listen.Auto _ -> Optional.of(ConsoleSettings.usual(tokens));
            case Config.Listen.At(Config.Address address) ->
                Optional.of(new ConsoleSettings(address.host(), address.port(), false, tokens));
        };
    }

    private static Optional<Token> token(Optional<SecretReference> reference, Map<String, String> environment) {
        return reference.map(secret -> new Token(secret.read(environment)));
    }

    private StreamSettings.Reading reading(StreamSettings.Reading usual) {
        Config.Polling polling = config.polling();
        FetchLimits limits = polling.aheadMegabytes()
                .map(megabytes -> usual.limits().withBytesAhead(megabytes * 1024L * 1024))
                .orElse(usual.limits());
        return new StreamSettings.Reading(
                polling.idle(),
                polling.longestIdle(),
                polling.maxRecords(),
                usual.dispatch(),
                usual.parents(),
                limits.withCallsPerSecond(polling.callsPerSecond()));
    }

    /** The same, and recorded where the configuration says so. */
    Following recorded(Following following, Opened opened) {
        return config.recording()
                .map(folder -> following.withTap(opened.add(recorder(folder))))
                .orElse(following);
    }

    private static FixtureWriter recorder(Path folder) {
        try {
            return new FixtureWriter(folder);
        } catch (IOException unusable) {
            throw new UncheckedIOException("cannot record into " + folder, unusable);
        }
    }

    AwsAccess access() {
        Optional<Region> region = config.aws().region().map(Region::of);
        return new AwsAccess(
                region.orElseGet(this::usualRegion),
                config.aws().endpoint(),
                config.aws().embedded(),
                roles(config.aws().roles()));
    }

    private static AwsAccess.Roles roles(Config.Roles roles) {
        return new AwsAccess.Roles(roles.source(), roles.target(), roles.undo(), roles.externalId());
    }

    private Region usualRegion() {
        if (config.aws().embedded()) {
            return Region.US_EAST_1;
        }
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkClientException unknown) {
            throw new UnknownRegionException(unknown);
        }
    }
}
