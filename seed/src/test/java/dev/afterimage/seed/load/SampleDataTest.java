package dev.afterimage.seed.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.item.ItemKey;
import dev.afterimage.seed.sample.SampleTables;
import dev.afterimage.table.TableDefinition;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleDataTest {
    private static final LoadSizes SIZES = new LoadSizes(7, 3, 5, 2);

    @Test
    void the_same_seed_gives_the_same_items_byte_for_byte() {
        List<String> once = data(11, SIZES).items().map(TableItem::toString).toList();
        List<String> again = data(11, SIZES).items().map(TableItem::toString).toList();

        assertThat(again).isEqualTo(once);
    }

    @Test
    void another_seed_gives_other_items() {
        Set<ItemKey> one = keys(data(11, SIZES), SampleTables.ITEMS);
        Set<ItemKey> other = keys(data(12, SIZES), SampleTables.ITEMS);

        assertThat(other).doesNotContainAnyElementsOf(one);
    }

    @Test
    void they_are_the_same_in_every_jvm() {
        // Datafaker chooses the words: a new version of it may change them, nothing else may.
        assertThat(data(1, new LoadSizes(1, 1, 1, 0))
                        .items()
                        .map(item -> item.item().toString()))
                .containsExactly("""
                        {"id":{"S":"ea86149f-1ebb-4079-b311-95eba0aa5f55"},"email":{"S":"cathi.okuneva.0@example.org"}}""", """
                        {"id":{"S":"4f55a842-cb64-4f44-bfa1-d8cd5cc1c1ff"},\
                        "user_id":{"S":"ea86149f-1ebb-4079-b311-95eba0aa5f55"},\
                        "title":{"S":"Reading club: Realistic fiction"}}""", """
                        {"list_id":{"S":"4f55a842-cb64-4f44-bfa1-d8cd5cc1c1ff"},\
                        "datetime":{"S":"2026-01-27T17:10:20.339Z"},"description":{"S":"Watch “Saint Maud” again"},\
                        "done":{"BOOL":false},"order":{"N":"1"},"version":{"N":"1"}}""");
    }

    @Test
    void there_are_as_many_as_the_sizes_say_and_no_key_twice() {
        SampleData data = data(3, SIZES);

        assertThat(keys(data, SampleTables.USERS)).hasSize(7);
        assertThat(keys(data, SampleTables.LISTS)).hasSize(7 * 3);
        assertThat(keys(data, SampleTables.GUESTS)).hasSize(7 * 3 * 2);
        assertThat(keys(data, SampleTables.ITEMS)).hasSize(7 * 3 * 5);
        assertThat(data.size())
                .isEqualTo(7 + 7 * 3 * (1 + 2 + 5))
                .isEqualTo(data.items().count());
    }

    @Test
    void more_users_add_items_and_keep_those_that_were_there() {
        Set<ItemKey> few = keys(data(3, SIZES), SampleTables.ITEMS);
        Set<ItemKey> many = keys(data(3, new LoadSizes(20, 3, 5, 2)), SampleTables.ITEMS);

        assertThat(many).containsAll(few).hasSize(20 * 3 * 5);
    }

    @Test
    void an_owner_is_no_guest_and_every_reference_leads_somewhere() {
        List<TableItem> items = data(3, SIZES).items().toList();
        Map<String, String> owners = items.stream()
                .filter(item -> item.table().equals(SampleTables.LISTS.name()))
                .collect(Collectors.toMap(item -> string(item, "id"), item -> string(item, "user_id")));
        Set<String> users = items.stream()
                .filter(item -> item.table().equals(SampleTables.USERS.name()))
                .map(item -> string(item, "id"))
                .collect(Collectors.toSet());

        assertThat(users).containsAll(owners.values());
        assertThat(items)
                .filteredOn(item -> item.table().equals(SampleTables.GUESTS.name()))
                .allSatisfy(guest -> assertThat(users).contains(string(guest, "user_id")))
                .noneMatch(guest -> string(guest, "user_id").equals(owners.get(string(guest, "list_id"))));
    }

    @Test
    void a_lonely_user_has_no_guests() {
        assertThat(data(1, new LoadSizes(1, 2, 1, 5)).size()).isEqualTo(1 + 2 * 2);
    }

    @Test
    void the_shares_decide_what_lapses_and_what_is_large() {
        LoadSettings all = new LoadSettings(1, SIZES, lapsing(1), 1);
        LoadSettings none = new LoadSettings(1, SIZES, lapsing(0), 0);

        assertThat(todos(all)).allMatch(item -> item.item().has("expires_at"));
        assertThat(todos(all))
                .allSatisfy(item -> assertThat(string(item, "description")).hasSizeBetween(50_000, 190_000));
        assertThat(todos(none)).noneMatch(item -> item.item().has("expires_at"));
        assertThat(todos(none))
                .allSatisfy(item -> assertThat(string(item, "description")).hasSizeBetween(5, 200));
    }

    @Test
    void sizes_and_shares_out_of_range_are_refused() {
        assertThatThrownBy(() -> new LoadSizes(0, 1, 1, 1)).hasMessage("users: at least 1, not 0");
        assertThatThrownBy(() -> lapsing(1.5)).hasMessage("the share of what lapses: from 0 to 1, not 1.5");
    }

    private static List<TableItem> todos(LoadSettings settings) {
        return new SampleData(settings)
                .items()
                .filter(item -> item.table().equals(SampleTables.ITEMS.name()))
                .toList();
    }

    private static SampleData data(long seed, LoadSizes sizes) {
        return new SampleData(new LoadSettings(seed, sizes, lapsing(0.3), 0));
    }

    private static Lapsing lapsing(double share) {
        return new Lapsing(share, Lapsing.FROM, Duration.ofDays(30));
    }

    private static Set<ItemKey> keys(SampleData data, TableDefinition table) {
        List<ItemKey> keys = data.items()
                .filter(item -> item.table().equals(table.name()))
                .map(TableItem::item)
                .map(table.key()::keyOf)
                .toList();
        Set<ItemKey> distinct = new HashSet<>(keys);
        assertThat(distinct).hasSameSizeAs(keys);
        return distinct;
    }

    private static String string(TableItem item, String attribute) {
        return item.item().string(attribute).orElseThrow();
    }
}
