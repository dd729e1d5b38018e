package dev.afterimage.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@NullMarked
final class ChangeTest {
    private static final ChangeId ID =
            new ChangeId(new TableName("lists"), ItemKey.of("id", "L1"), SequenceNumber.of("100000000000000000001"));
    private static final Instant AT = Instant.EPOCH;
    private static final Item OLD = Item.of(Map.of("id", AttributeValue.fromS("old")));
    private static final Item NEW = Item.of(Map.of("id", AttributeValue.fromS("new")));

    @Test
    void knows_the_item_before_and_after() {
        Expiry expiry = new Expiry(Expiry.Origin.SERVICE, Optional.of(AT));

        images(new Change.Inserted(ID, AT, NEW), Optional.empty(), Optional.of(NEW));
        images(new Change.Modified(ID, AT, OLD, NEW), Optional.of(OLD), Optional.of(NEW));
        images(new Change.Removed(ID, AT, OLD), Optional.of(OLD), Optional.empty());
        images(new Change.Expired(ID, AT, OLD, expiry), Optional.of(OLD), Optional.empty());
        images(new Change.Loaded(ID, AT, NEW), Optional.empty(), Optional.of(NEW));
    }

    private static void images(Change change, Optional<Item> before, Optional<Item> after) {
        assertThat(change.before()).isEqualTo(before);
        assertThat(change.after()).isEqualTo(after);
        assertThat(change.table()).isEqualTo(ID.table());
        assertThat(change.key()).isEqualTo(ID.key());
        assertThat(change.sequence()).isEqualTo(ID.sequence());
    }

    @Test
    void is_named_for_people() {
        assertThat(ID.item()).isEqualTo("lists/id=L1");
        assertThat(ID).hasToString("lists/id=L1@100000000000000000001");
    }
}
