package dev.afterimage.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.backfill.BackfillRows;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.expiry.FeedRows;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.PositionRows;
import dev.afterimage.parking.ParkedRows;
import dev.afterimage.table.IndexDefinition;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.version.VersionRows;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The file of tables and the code that reads and writes their rows mean the same attributes. */
class OwnTablesTest {
    @Test
    void positions_are_found_by_their_lane() {
        assertThat(names(PositionRows.TABLE.key().attributes()))
                .containsExactlyElementsOf(
                        PositionRows.key(Lane.parse("lists/shard-1")).keySet());
        assertThat(PositionRows.TABLE.timeToLive()).contains("expires_at");
    }

    @Test
    void audit_entries_are_found_by_item_and_by_time() {
        assertThat(names(AuditRows.TABLE.key().attributes())).containsExactly(AuditRows.ITEM, AuditRows.SEQUENCE);
        assertThat(AuditRows.TABLE.indexes()).singleElement().satisfies(index -> {
            assertThat(index.name()).isEqualTo(AuditRows.BY_TIME);
            assertThat(index.scope()).isEqualTo(IndexDefinition.Scope.GLOBAL);
            assertThat(names(index.key().attributes())).containsExactly(AuditRows.BUCKET, AuditRows.PLACE);
        });
        assertThat(AuditRows.TABLE.timeToLive()).contains(AuditRows.EXPIRES_AT);
    }

    @Test
    void expirations_their_feed_and_parked_changes_are_found_by_their_places() {
        assertThat(names(ExpiryRows.TABLE.key().attributes())).containsExactly(ExpiryRows.BUCKET, ExpiryRows.PLACE);
        assertThat(ExpiryRows.TABLE.timeToLive()).contains(ExpiryRows.EXPIRES_AT);
        assertThat(names(FeedRows.TABLE.key().attributes())).containsExactly(FeedRows.QUEUE, FeedRows.PLACE);
        assertThat(FeedRows.TABLE.timeToLive()).isEmpty();
        assertThat(names(ParkedRows.TABLE.key().attributes())).containsExactly(ParkedRows.QUEUE, ParkedRows.PLACE);
        assertThat(ParkedRows.TABLE.timeToLive()).isEmpty();
        assertThat(names(VersionRows.TABLE.key().attributes())).containsExactly(VersionRows.GROUP, VersionRows.NAME);
    }

    @Test
    void there_is_no_other_own_table() {
        assertThat(OwnTables.all())
                .containsExactlyInAnyOrder(
                        PositionRows.TABLE,
                        AuditRows.TABLE,
                        ExpiryRows.TABLE,
                        FeedRows.TABLE,
                        ParkedRows.TABLE,
                        VersionRows.TABLE,
                        BackfillRows.TABLE);
    }

    /** KCL 3 looks for the leases of a worker in an index of this name, and adds one where it is missing. */
    @Test
    void leases_have_the_key_and_the_index_that_kcl_looks_for() {
        TableDefinition leases = OwnTables.leases(new TableName("afterimage_leases_lists"));

        assertThat(leases.name()).hasToString("afterimage_leases_lists");
        assertThat(names(leases.key().attributes())).containsExactly("leaseKey");
        assertThat(leases.indexes()).singleElement().satisfies(index -> {
            assertThat(index.name()).isEqualTo("LeaseOwnerToLeaseKeyIndex");
            assertThat(names(index.key().attributes())).containsExactly("leaseOwner", "leaseKey");
        });
    }

    private static List<String> names(Stream<KeyAttribute> attributes) {
        return attributes.map(KeyAttribute::name).toList();
    }
}
