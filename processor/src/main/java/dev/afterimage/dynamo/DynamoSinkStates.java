package dev.afterimage.dynamo;

import dev.afterimage.delivery.SinkName;
import dev.afterimage.delivery.SinkRows;
import dev.afterimage.delivery.SinkState;
import dev.afterimage.delivery.SinkStates;
import dev.afterimage.expiry.FeedRows;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Keeps the states of sinks in the feed's table. */
public final class DynamoSinkStates implements SinkStates {
    private final Rows rows;
    private final Rows.Source source;
    private final RevisedRows revised;

    public DynamoSinkStates(DynamoDbClient client, TableNaming naming) {
        String table = naming.of(FeedRows.TABLE.name()).value();
        this.rows = new Rows(client, InstantSource.system());
        this.source = Rows.Source.table(table, FeedRows.QUEUE, FeedRows.PLACE);
        this.revised = new RevisedRows(client, table, SinkRows.REVISION);
    }

    @Override
    public List<SinkState> all() {
        List<SinkState> all = new ArrayList<>();
        rows.all(source, SinkRows.QUEUE).forEachRemaining(row -> all.add(SinkRows.decode(row)));
        return all;
    }

    @Override
    public Optional<SinkState> of(SinkName name) {
        return rows.one(source, SinkRows.QUEUE, name.value()).map(SinkRows::decode);
    }

    @Override
    public boolean put(SinkState next) {
        return revised.put(SinkRows.encode(next), next.revision());
    }
}
