package dev.afterimage.dynamo;

import dev.afterimage.projection.ProjectionName;
import dev.afterimage.version.ProjectionVersions;
import dev.afterimage.version.VersionRegistry;
import dev.afterimage.version.VersionRows;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Keeps what is known of versions in their table. */
public final class DynamoVersionRegistry implements VersionRegistry {
    private final Rows rows;
    private final Rows.Source source;
    private final RevisedRows revised;

    public DynamoVersionRegistry(DynamoDbClient client, TableNaming naming) {
        String table = naming.of(VersionRows.TABLE.name()).value();
        this.rows = new Rows(client, InstantSource.system());
        this.source = Rows.Source.table(table, VersionRows.GROUP, VersionRows.NAME);
        this.revised = new RevisedRows(client, table, VersionRows.REVISION);
    }

    @Override
    public List<ProjectionVersions> all() {
        List<ProjectionVersions> all = new ArrayList<>();
        rows.all(source, VersionRows.PROJECTIONS).forEachRemaining(row -> all.add(VersionRows.decode(row)));
        return all;
    }

    @Override
    public Optional<ProjectionVersions> of(ProjectionName name) {
        return rows.one(source, VersionRows.PROJECTIONS, name.value()).map(VersionRows::decode);
    }

    @Override
    public boolean put(ProjectionVersions next) {
        return revised.put(VersionRows.encode(next), next.revision());
    }
}
