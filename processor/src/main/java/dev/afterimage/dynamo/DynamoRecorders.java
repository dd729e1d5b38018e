package dev.afterimage.dynamo;

import dev.afterimage.expiry.FeedRows;
import dev.afterimage.feed.Recorders;
import dev.afterimage.feed.Recording;
import dev.afterimage.feed.RecordingRows;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Keeps recordings in the feed's table. */
public final class DynamoRecorders implements Recorders {
    private final Rows rows;
    private final Rows.Source source;
    private final RevisedRows revised;

    public DynamoRecorders(DynamoDbClient client, TableNaming naming) {
        String table = naming.of(FeedRows.TABLE.name()).value();
        this.rows = new Rows(client, InstantSource.system());
        this.source = Rows.Source.table(table, FeedRows.QUEUE, FeedRows.PLACE);
        this.revised = new RevisedRows(client, table, RecordingRows.REVISION);
    }

    @Override
    public List<Recording> all() {
        List<Recording> all = new ArrayList<>();
        rows.all(source, RecordingRows.QUEUE).forEachRemaining(row -> all.add(RecordingRows.decode(row)));
        return all;
    }

    @Override
    public boolean put(Recording next) {
        return revised.put(RecordingRows.encode(next), next.revision());
    }

    @Override
    public void forget(Recording recording) {
        revised.delete(RecordingRows.key(recording.id()).key(), recording.revision());
    }
}
