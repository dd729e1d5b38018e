package dev.afterimage.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class LedgerTest {
    private static final Instant FROM = Instant.parse("2026-01-02T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-01-04T12:00:00Z");
    private static final TimeRange RANGE = new TimeRange(FROM, UNTIL);

    @Test
    void timestamps_have_one_width_and_sort_as_instants_do() {
        Random random = new Random(7);
        List<Instant> instants = new ArrayList<>(List.of(Instant.EPOCH, Instant.parse("1969-12-31T23:59:59.999Z")));
        for (int i = 0; i < 1_000; i++) {
            instants.add(Instant.ofEpochMilli(random.nextLong(-10_000_000_000L, 5_000_000_000_000L)));
        }
        instants.sort(Instant::compareTo);

        List<String> texts = instants.stream().map(Timestamp::of).toList();

        assertThat(texts).isSorted().allMatch(text -> text.length() == 24);
        assertThat(texts.stream().map(Instant::parse)).isEqualTo(instants);
    }

    @Test
    void timestamps_are_cut_to_the_millisecond_and_to_four_digits_of_the_year() {
        assertThat(Timestamp.of(Instant.parse("2026-01-02T03:04:05.678999Z"))).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(Timestamp.of(Instant.MAX)).isEqualTo("9999-12-31T23:59:59.999Z");
        assertThat(Timestamp.of(Instant.MIN)).isEqualTo("0000-01-01T00:00:00.000Z");
    }

    @Test
    void an_items_name_is_its_table_and_key() {
        assertThat(ItemText.of(new TableName("items"), ItemKey.of("id", "a#b"))).isEqualTo("items#id=a%23b");
    }

    @Test
    void a_very_long_name_ends_in_a_digest_of_all_of_it() {
        String one = ItemText.of(new TableName("items"), ItemKey.of("id", "😀".repeat(400) + "1"));
        String two = ItemText.of(new TableName("items"), ItemKey.of("id", "😀".repeat(400) + "2"));

        assertThat(one).startsWith("items#id=😀").contains("##").isNotEqualTo(two);
        assertThat(one.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(ItemText.LONGEST);
        assertThat(new String(one.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(one);
    }

    @Test
    void a_cursor_is_fit_for_an_address_and_says_when_it_is_none() {
        Cursor cursor = Cursor.of("2026-01-02T03:04:05.678Z#1#ü");

        assertThat(cursor.token()).matches("[A-Za-z0-9_-]+");
        assertThat(new Cursor(cursor.token()).place()).isEqualTo("2026-01-02T03:04:05.678Z#1#ü");
        assertThatThrownBy(() -> new Cursor("no cursor!"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'no cursor!' is no cursor: hand back what a page gave");
    }

    @Test
    void ranges_and_pages_refuse_what_makes_no_sense() {
        assertThatThrownBy(() -> new TimeRange(FROM, FROM.minusMillis(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PageRequest.newest(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PageRequest.newest(1_001)).isInstanceOf(IllegalArgumentException.class);
        assertThat(RANGE.contains(FROM)).isTrue();
        assertThat(RANGE.contains(UNTIL)).isFalse();
    }

    @Test
    void a_day_has_its_buckets_and_each_item_one_of_them() {
        Buckets buckets = new Buckets("items#");

        assertThat(buckets.of(LocalDate.parse("2026-01-02")))
                .hasSize(8)
                .startsWith("items#2026-01-02#0")
                .endsWith("items#2026-01-02#7")
                .contains(buckets.bucket("2026-01-02T23:59:59.999Z", "items#id=a"));
    }

    @Test
    void the_first_page_holds_the_whole_range() {
        Buckets.Bounds bounds = Buckets.Bounds.of(RANGE, PageRequest.oldest(5));

        assertThat(bounds.first()).isEqualTo("2026-01-02T00:00:00.000Z").isLessThan(place("2026-01-02T00:00:00.000Z"));
        assertThat(bounds.last())
                .isGreaterThan(place("2026-01-04T11:59:59.999Z"))
                .isLessThan(place("2026-01-04T12:00:00.000Z"));
        assertThat(bounds.firstDay()).isEqualTo("2026-01-02");
        assertThat(bounds.lastDay()).isEqualTo("2026-01-04");
        assertThat(bounds.empty()).isFalse();
    }

    @Test
    void the_next_page_begins_behind_the_cursor_and_its_parts() {
        String cursor = place("2026-01-03T01:02:03.004Z");

        Buckets.Bounds older = Buckets.Bounds.of(RANGE, PageRequest.newest(5).after(Cursor.of(cursor)));
        Buckets.Bounds newer = Buckets.Bounds.of(RANGE, PageRequest.oldest(5).after(Cursor.of(cursor)));

        assertThat(older.last()).isEqualTo(cursor).isLessThan(cursor + "#001");
        assertThat(newer.first()).isGreaterThan(cursor + "#999").isLessThan(place("2026-01-03T01:02:03.005Z"));
    }

    @Test
    void a_cursor_outside_of_the_range_does_not_widen_it() {
        String before = place("2025-12-31T00:00:00.000Z");
        String after = place("2026-12-31T00:00:00.000Z");

        assertThat(Buckets.Bounds.of(RANGE, PageRequest.oldest(5).after(Cursor.of(before)))
                        .first())
                .isEqualTo("2026-01-02T00:00:00.000Z");
        assertThat(Buckets.Bounds.of(RANGE, PageRequest.newest(5).after(Cursor.of(after)))
                        .last())
                .isEqualTo("2026-01-04T12:00:00.000Z");
        assertThat(Buckets.Bounds.of(RANGE, PageRequest.oldest(5).after(Cursor.of(after)))
                        .empty())
                .isTrue();
        assertThat(Buckets.Bounds.of(RANGE, PageRequest.newest(5).after(Cursor.of(before)))
                        .empty())
                .isTrue();
    }

    @Test
    void a_cursor_behind_a_day_leaves_out_all_of_it_and_nothing_else() {
        LocalDate day = LocalDate.parse("2026-01-03");

        String newer = Buckets.Bounds.of(RANGE, PageRequest.oldest(5).after(Buckets.behind(day, Order.OLDEST_FIRST)))
                .first();
        String older = Buckets.Bounds.of(RANGE, PageRequest.newest(5).after(Buckets.behind(day, Order.NEWEST_FIRST)))
                .last();

        assertThat(newer)
                .isGreaterThan(place("2026-01-03T23:59:59.999Z"))
                .isLessThan(place("2026-01-04T00:00:00.000Z"));
        assertThat(older)
                .isGreaterThan(place("2026-01-02T23:59:59.999Z"))
                .isLessThan(place("2026-01-03T00:00:00.000Z"));
    }

    @Test
    void gathers_the_rows_of_each_entry() {
        List<Item> rows = List.of(row("a", 1), row("a", 2), row("b", 1), row("c", 1), row("c", 2), row("c", 3));
        Entries entries =
                new Entries(rows.iterator(), row -> row.string("entry").orElseThrow());

        List<Integer> sizes = new ArrayList<>();
        entries.forEachRemaining(entry -> sizes.add(entry.size()));

        assertThat(sizes).containsExactly(2, 1, 3);
        assertThat(new Entries(List.<Item>of().iterator(), row -> Optional.empty()).hasNext())
                .isFalse();
    }

    private static Item row(String entry, int number) {
        return Item.of(
                Map.of("entry", AttributeValue.fromS(entry), "number", AttributeValue.fromN(Integer.toString(number))));
    }

    private static String place(String timestamp) {
        return Buckets.place(timestamp, SequenceNumber.of("5"), "x");
    }
}
