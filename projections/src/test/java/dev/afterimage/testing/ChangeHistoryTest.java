package dev.afterimage.testing;

import static dev.afterimage.table.KeyAttribute.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.afterimage.change.Change;
import dev.afterimage.change.Expiry;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
final class ChangeHistoryTest {
    private static final Item OLD = Item.of(Map.of("id", fromS("I1"), "value", fromN("1")));
    private static final Item NEW = Item.of(Map.of("id", fromS("I1"), "value", fromN("2"), "until", fromN("60")));
    private static final Item KEY = Item.of(Map.of("id", fromS("I1")));

    private final ChangeHistory history = new ChangeHistory(List.of(
            TableDefinition.of("source", KeySchema.of(string("id"))).withTimeToLive("until"),
            TableDefinition.of("plain", KeySchema.of(string("id")))));

    @Test
    void writes_down_what_a_stream_would() {
        Change inserted = history.insert("source", OLD);
        Change modified = history.modify("source", NEW);
        Change removed = history.remove("source", KEY);
        Change loaded = history.load("source", NEW);
        Change expired = history.expire("source", KEY);

        Instant start = ChangeHistory.START;
        assertThat(inserted).isEqualTo(new Change.Inserted(inserted.id(), start, OLD));
        assertThat(modified).isEqualTo(new Change.Modified(modified.id(), start.plusSeconds(1), OLD, NEW));
        assertThat(removed).isEqualTo(new Change.Removed(removed.id(), start.plusSeconds(2), NEW));
        assertThat(loaded).isEqualTo(new Change.Loaded(loaded.id(), start.plusSeconds(3), NEW));
        assertThat(expired)
                .isEqualTo(new Change.Expired(
                        expired.id(),
                        start.plusSeconds(4),
                        NEW,
                        new Expiry(Expiry.Origin.SERVICE, Optional.of(Instant.ofEpochSecond(60)))));
        assertThat(history.changes()).containsExactly(inserted, modified, removed, loaded, expired);
    }

    @Test
    void numbers_changes_in_their_order() {
        history.insert("source", OLD);
        history.insert("plain", OLD);
        history.modify("source", NEW);

        assertThat(history.changes()).extracting(Change::sequence).isSorted().doesNotHaveDuplicates();
        assertThat(history.changes())
                .extracting(change -> change.sequence().digits().length())
                .containsOnly(21);
        assertThat(history.changes()).extracting(Change::key).containsOnly(ItemKey.of("id", "I1"));
    }

    @Test
    void an_expiry_of_a_table_without_ttl_was_due_at_no_time() {
        history.insert("plain", NEW);

        Change expired = history.expire("plain", KEY);

        assertThat(((Change.Expired) expired).expiry().due()).isEmpty();
    }

    @Test
    void knows_what_the_tables_hold() {
        history.insert("source", OLD);
        history.modify("source", NEW);
        history.insert("plain", OLD);
        history.remove("plain", KEY);

        assertThat(history.items("source")).containsExactly(NEW);
        assertThat(history.items("plain")).isEmpty();
    }

    @Test
    void refuses_what_cannot_happen() {
        assertThatIllegalStateException()
                .isThrownBy(() -> history.modify("source", NEW))
                .withMessage("source/id=I1 is not there");
        assertThatIllegalStateException().isThrownBy(() -> history.remove("source", NEW));
        assertThatIllegalStateException().isThrownBy(() -> history.expire("source", NEW));
        history.insert("source", OLD);
        assertThatIllegalStateException()
                .isThrownBy(() -> history.insert("source", NEW))
                .withMessage("source/id=I1 is there already");
        assertThatIllegalStateException().isThrownBy(() -> history.load("source", NEW));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> history.insert("sources", NEW))
                .withMessage("there is no source table sources, only [source, plain]");
    }
}
