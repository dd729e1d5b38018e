package dev.afterimage.app;

import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.Committer;
import dev.afterimage.console.version.VersionParts;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.DynamoAuditLog;
import dev.afterimage.dynamo.DynamoAuditSearch;
import dev.afterimage.dynamo.DynamoAuditWalk;
import dev.afterimage.dynamo.DynamoDerivedRows;
import dev.afterimage.dynamo.DynamoFences;
import dev.afterimage.dynamo.DynamoParkingLot;
import dev.afterimage.dynamo.DynamoPositions;
import dev.afterimage.dynamo.DynamoSegments;
import dev.afterimage.dynamo.DynamoSourceRows;
import dev.afterimage.dynamo.DynamoStoredRows;
import dev.afterimage.dynamo.DynamoVersionRegistry;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.inspection.RowChanges;
import dev.afterimage.metrics.VersionFigures;
import dev.afterimage.pipeline.Foresight;
import dev.afterimage.rebuild.Comparison;
import dev.afterimage.rebuild.RebuildListener;
import dev.afterimage.rebuild.RebuildParts;
import dev.afterimage.rebuild.Rebuilder;
import dev.afterimage.rebuild.VersionForesight;
import dev.afterimage.version.BuildProgress;
import dev.afterimage.version.Segments;
import dev.afterimage.version.VersionRegistry;
import dev.afterimage.version.VersionStatus;
import dev.afterimage.version.Versions;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Who looks after the versions of projections for this configuration, with these clients. */
record Versioning(Blueprint blueprint, AwsClients clients) {
    Versions versions() {
        return new Versions(
                registry(),
                blueprint.catalog(),
                InstantSource.system(),
                blueprint.config().versions().keep());
    }

    Segments segments() {
        return new DynamoSegments(tables(), naming());
    }

    Rebuilder rebuilder(Committer committer, RebuildListener listener) {
        InstantSource clock = InstantSource.system();
        RebuildParts parts = new RebuildParts(
                new DynamoAuditWalk(tables(), naming()),
                new DynamoAuditLog(tables(), naming(), clock),
                blueprint.auditRows(),
                new CommitPlanner(CommitLimits.DYNAMODB),
                committer,
                new DynamoPositions(tables(), naming()),
                new DynamoParkingLot(tables(), naming()),
                new DynamoFences(tables(), naming()),
                segments(),
                new DynamoDerivedRows(tables(), naming()),
                new DynamoStoredRows(tables(), naming()),
                blueprint.failures(RandomGenerator.getDefault()),
                clock);
        return new Rebuilder(
                versions(), parts, UUID.randomUUID().toString(), listener, new Filling(blueprint, clients)::isLoading);
    }

    Comparison comparison(Comparison.Scope scope) {
        return new Comparison(
                new DynamoDerivedRows(tables(), naming()), new DynamoSourceRows(clients.sources()), scope);
    }

    /** What the console shows, decides and has done. */
    VersionParts shown(Committer committer) {
        return new VersionParts(
                versions(),
                segments(),
                listener -> rebuilder(committer, listener),
                this::comparison,
                new RowChanges(new DynamoAuditSearch(tables(), naming(), InstantSource.system())),
                blueprint.config().audit().rowLinks());
    }

    /** What metrics tell of every version. */
    List<VersionFigures> figures() {
        return VersionStatus.all(versions(), segments()).stream()
                .map(status -> new VersionFigures(
                        status.projection().name().value(),
                        status.version(),
                        status.word().replace(' ', '_'),
                        status.current(),
                        status.progress().map(BuildProgress::items).orElse(0L)))
                .toList();
    }

    /** An {@link UnfitTablesException} where changes would be left out of a version that others keep. */
    void requireCode() {
        List<String> missing = blueprint.catalog().missing(registry().all());
        if (!missing.isEmpty()) {
            throw new UnfitTablesException(missing);
        }
    }

    /** What versions need of a lane, besides what else it goes by. */
    Foresight foresight(Foresight inner) {
        return new VersionForesight(inner, registry(), blueprint.catalog(), new DynamoFences(tables(), naming()));
    }

    private VersionRegistry registry() {
        return new DynamoVersionRegistry(tables(), naming());
    }

    private DynamoDbClient tables() {
        return clients.tables();
    }

    private TableNaming naming() {
        return blueprint.naming();
    }
}
