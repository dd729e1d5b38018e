package dev.afterimage.dynamo;

import dev.afterimage.expiry.Expirations;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.ledger.Page;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads expiry events from their table. */
public final class DynamoExpirations implements Expirations {
    private final TimeFeed.Log log;

    public DynamoExpirations(DynamoDbClient client, TableNaming naming, InstantSource clock) {
        String table = naming.of(ExpiryRows.TABLE.name()).value();
        Rows.Source source = Rows.Source.table(table, ExpiryRows.BUCKET, ExpiryRows.PLACE);
        this.log = new TimeFeed.Log(client, source, ExpiryRows.FOLDING::entryOf, ExpiryRows.EXPIRES_AT, clock);
    }

    @Override
    public Page<ExpiryEvent> recorded(TimeRange range, PageRequest page) {
        return log.read(ExpiryRows.BUCKETS, range, page).map(ExpiryRows::decode);
    }
}
