package dev.afterimage.dynamo;

import dev.afterimage.due.Shift;
import dev.afterimage.due.ShiftRows;
import dev.afterimage.due.Shifts;
import dev.afterimage.expiry.FeedRows;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Keeps the shift in the feed's table. */
public final class DynamoShifts implements Shifts {
    private final Rows rows;
    private final Rows.Source source;
    private final RevisedRows revised;

    public DynamoShifts(DynamoDbClient client, TableNaming naming) {
        String table = naming.of(FeedRows.TABLE.name()).value();
        this.rows = new Rows(client, InstantSource.system());
        this.source = Rows.Source.table(table, FeedRows.QUEUE, FeedRows.PLACE);
        this.revised = new RevisedRows(client, table, ShiftRows.REVISION);
    }

    @Override
    public Shift current() {
        return rows.one(source, ShiftRows.QUEUE, ShiftRows.PLACE)
                .map(ShiftRows::decode)
                .orElseGet(() -> new Shift(0, Optional.empty()));
    }

    @Override
    public boolean put(Shift next) {
        return revised.put(ShiftRows.encode(next), next.revision());
    }
}
