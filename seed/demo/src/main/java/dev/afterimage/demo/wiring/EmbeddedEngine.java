package dev.afterimage.demo.wiring;

import dev.afterimage.audit.AuditLog;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.Committer;
import dev.afterimage.dynamo.DynamoAuditLog;
import dev.afterimage.dynamo.DynamoCommitter;
import dev.afterimage.dynamo.DynamoParkingLot;
import dev.afterimage.dynamo.DynamoPositions;
import dev.afterimage.dynamo.DynamoStoredRows;
import dev.afterimage.dynamo.OwnTables;
import dev.afterimage.dynamo.TableCreator;
import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.Containment;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.Router;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.todo.TodoProjections;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The sample projections with everything that commits what they write, under one naming of tables. */
public final class EmbeddedEngine {
    private static final List<Projection> PROJECTIONS = TodoProjections.all();

    private final DynamoDbClient client;
    private final TableNaming naming;

    public EmbeddedEngine(DynamoDbClient client, TableNaming naming) {
        this.client = client;
        this.naming = naming;
    }

    /** Creates the own and the derived tables where they are missing. */
    public void createTables() {
        Stream<TableDefinition> derived = PROJECTIONS.stream()
                .flatMap(projection -> projection.tables().stream())
                .map(DerivedTable::definition);
        new TableCreator(client)
                .create(Stream.concat(OwnTables.all().stream(), derived)
                        .map(naming::of)
                        .toList());
    }

    public Committer committer() {
        return new DynamoCommitter(client, naming);
    }

    public AuditLog auditLog() {
        return new DynamoAuditLog(client, naming, InstantSource.system());
    }

    /** What a lane's pipeline works with, with this planner and behind this door. */
    public ChangePipeline.Parts parts(CommitPlanner planner, Committer committer, PipelineListener listener) {
        Router router = new Router(
                        PROJECTIONS, Map.of(), new AuditRows(Optional.empty()), new ExpiryRows(Optional.empty()))
                .reading(new DynamoStoredRows(client, naming));
        return new ChangePipeline.Parts(
                router,
                Containment.NONE,
                planner,
                committer,
                new DynamoPositions(client, naming),
                new DynamoParkingLot(client, naming),
                FailurePolicy.standard(RandomGenerator.getDefault()),
                listener,
                InstantSource.system());
    }
}
