package dev.afterimage.undo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.ItemSize;
import dev.afterimage.item.TableName;
import dev.afterimage.testing.EveryType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What everybody does who puts items back; each test begins with an empty table. */
public abstract class SourceItemsContract {
    protected static final TableName THINGS = new TableName("things");
    private static final ItemKey KEY = ItemKey.of("id", "T1");

    protected abstract SourceItems items();

    /** Somebody else writes. */
    protected abstract void put(Item item);

    protected abstract void delete(ItemKey key);

    @Test
    void an_item_comes_back_changes_back_and_goes_again() {
        Item first = item(EveryType.attributes());
        Item second = first.without("number")
                .without("nested")
                .with("text", text("x"))
                .with("added", number(1));

        assertThat(putBack(Optional.empty(), Optional.of(first))).isEqualTo(Optional.empty());
        assertThat(now()).contains(first);
        assertThat(putBack(Optional.of(first), Optional.of(second))).contains(first);
        assertThat(now()).contains(second);
        assertThat(putBack(Optional.of(second), Optional.of(first))).contains(second);
        assertThat(now()).contains(first);
        assertThat(putBack(Optional.of(first), Optional.empty())).contains(first);
        assertThat(now()).isEmpty();
    }

    @Test
    void nothing_is_written_where_any_attribute_is_another_than_was_seen() {
        Map<String, AttributeValue> types = new HashMap<>(EveryType.attributes());
        Item seen = item(types);
        Item wanted = item(Map.of("text", text("back")));
        types.keySet().forEach(name -> {
            put(seen.with(name, text("another")));
            assertThat(outcome(seen, wanted)).as(name).isEqualTo(new PutBackOutcome.Changed());
            put(seen.without(name));
            assertThat(outcome(seen, wanted)).as(name).isEqualTo(new PutBackOutcome.Changed());
            assertThat(items().putBack(new PutBack(THINGS, KEY, Optional.of(seen), Optional.empty())))
                    .as(name)
                    .isEqualTo(new PutBackOutcome.Changed());
        });
        assertThat(now()).isPresent();
    }

    @Test
    void nothing_is_written_where_the_item_came_or_went_meanwhile() {
        Item item = item(Map.of("a", number(1)));
        assertThat(outcome(item, item(Map.of()))).isEqualTo(new PutBackOutcome.Changed());
        put(item);
        assertThat(items().putBack(new PutBack(THINGS, KEY, Optional.empty(), Optional.of(item(Map.of())))))
                .isEqualTo(new PutBackOutcome.Changed());
        assertThat(now()).contains(item);
        delete(KEY);
        assertThat(items().putBack(new PutBack(THINGS, KEY, Optional.of(item), Optional.empty())))
                .isEqualTo(new PutBackOutcome.Changed());
        assertThat(now()).isEmpty();
    }

    @Test
    void an_item_of_its_key_alone_is_told_from_none() {
        Item bare = item(Map.of());
        Item more = item(Map.of("a", number(1)));
        assertThat(outcome(bare, more)).isEqualTo(new PutBackOutcome.Changed());
        put(bare);
        assertThat(outcome(bare, more)).isInstanceOf(PutBackOutcome.Done.class);
        assertThat(outcome(more, bare)).isInstanceOf(PutBackOutcome.Done.class);
        assertThat(now()).contains(bare);
    }

    @Test
    void what_somebody_adds_at_the_same_moment_stays_and_is_told() {
        Item seen = item(Map.of("a", number(1)));
        Item wanted = item(Map.of("a", number(2)));
        put(seen.with("unseen", text("new")));

        assertThat(putBack(Optional.of(seen), Optional.of(wanted))).contains(seen.with("unseen", text("new")));
        assertThat(now()).contains(wanted.with("unseen", text("new")));
    }

    @Test
    void a_delete_tells_what_it_took_away() {
        Item seen = item(Map.of("a", number(1)));
        put(seen.with("unseen", text("new")));

        assertThat(putBack(Optional.of(seen), Optional.empty())).contains(seen.with("unseen", text("new")));
        assertThat(now()).isEmpty();
    }

    @Test
    void numbers_are_the_same_by_their_value() {
        put(item(Map.of("n", AttributeValue.fromN("1.50"))));

        assertThat(outcome(item(Map.of("n", AttributeValue.fromN("1.5"))), item(Map.of())))
                .isInstanceOf(PutBackOutcome.Done.class);
    }

    @Test
    void the_widest_and_the_largest_items_that_have_no_obstacle_are_written() {
        Item wide = wide(PutBack.MOST_ATTRIBUTES - 1, "x");
        Item other = wide(PutBack.MOST_ATTRIBUTES - 1, "y");
        put(wide);
        assertThat(new PutBack(THINGS, KEY, Optional.of(wide), Optional.of(other)).obstacle())
                .isEmpty();
        assertThat(outcome(wide, other)).isInstanceOf(PutBackOutcome.Done.class);
        assertThat(now()).contains(other);
        Item replaced = item(Map.of("only", number(1)));
        assertThat(outcome(other, replaced)).isInstanceOf(PutBackOutcome.Done.class);
        assertThat(outcome(replaced, largest('a'))).isInstanceOf(PutBackOutcome.Done.class);
        assertThat(outcome(largest('a'), largest('b'))).isInstanceOf(PutBackOutcome.Done.class);
        assertThat(now()).contains(largest('b'));
        assertThat(new PutBack(THINGS, KEY, Optional.of(wide(PutBack.MOST_ATTRIBUTES, "x")), Optional.of(wide))
                        .obstacle())
                .isPresent();
    }

    private static Item largest(char filling) {
        Item bare = item(Map.of("t", text("")));
        return bare.with("t", text(Character.toString(filling).repeat(ItemSize.LIMIT - ItemSize.of(bare))));
    }

    private static Item wide(int attributes, String value) {
        Map<String, AttributeValue> all = new LinkedHashMap<>();
        for (int i = 0; i < attributes; i++) {
            all.put("an attribute \"#" + i + ".", text(value));
        }
        return item(all);
    }

    private Optional<Item> now() {
        return items().now(THINGS, KEY).value();
    }

    /** What was replaced. */
    private Optional<Item> putBack(Optional<Item> seen, Optional<Item> wanted) {
        PutBackOutcome outcome = items().putBack(new PutBack(THINGS, KEY, seen, wanted));
        assertThat(outcome).isInstanceOf(PutBackOutcome.Done.class);
        return ((PutBackOutcome.Done) outcome).replaced();
    }

    private PutBackOutcome outcome(Item seen, Item wanted) {
        return items().putBack(new PutBack(THINGS, KEY, Optional.of(seen), Optional.of(wanted)));
    }

    private static Item item(Map<String, AttributeValue> attributes) {
        return Item.of(KEY, attributes);
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue number(int number) {
        return AttributeValue.fromN(Integer.toString(number));
    }
}
