package dev.afterimage.dynamo;

import dev.afterimage.projection.ProjectionName;
import dev.afterimage.version.Segment;
import dev.afterimage.version.SegmentRows;
import dev.afterimage.version.Segments;
import dev.afterimage.version.VersionRows;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Keeps segments in the table of versions. */
public final class DynamoSegments implements Segments {
    private final Rows rows;
    private final Rows.Source source;
    private final RevisedRows revised;
    private final DynamoDbClient client;

    public DynamoSegments(DynamoDbClient client, TableNaming naming) {
        String table = naming.of(VersionRows.TABLE.name()).value();
        this.client = client;
        this.rows = new Rows(client, InstantSource.system());
        this.source = Rows.Source.table(table, VersionRows.GROUP, VersionRows.NAME);
        this.revised = new RevisedRows(client, table, VersionRows.REVISION);
    }

    @Override
    public List<Segment> segments(ProjectionName version) {
        List<Segment> all = new ArrayList<>();
        rows.all(source, SegmentRows.group(version)).forEachRemaining(row -> all.add(SegmentRows.decode(row)));
        return all;
    }

    @Override
    public boolean put(Segment next) {
        return revised.put(SegmentRows.encode(next), next.revision());
    }

    @Override
    public void forget(ProjectionName version) {
        segments(version)
                .forEach(segment -> client.deleteItem(request -> request.tableName(source.table())
                        .key(SegmentRows.key(version, segment.index()).key().attributes())));
    }
}
