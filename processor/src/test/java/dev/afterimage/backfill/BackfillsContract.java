package dev.afterimage.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.Redrive;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Backfills} keeps, and reads of what commits have written. Source tables are named anew for each test, so
 * that all tests may share their table.
 */
public abstract class BackfillsContract {
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.890Z");
    private static final ScanSettings SETTINGS = new ScanSettings(2, 50, true, false);

    private final TableName table = new TableName("things-" + UUID.randomUUID());
    private final TableName other = new TableName("others-" + UUID.randomUUID());

    protected abstract Backfills backfills();

    protected abstract Committer committer();

    @Test
    void there_is_nothing_at_first() {
        assertThat(backfills().of(table)).isEmpty();
        assertThat(backfills().all()).noneMatch(backfill -> backfill.table().equals(table));
        assertThat(backfills().segments(table)).isEmpty();
        assertThat(backfills().fences(table, List.of(key("1")))).isEmpty();
        assertThat(backfills().fences(table, List.of())).isEmpty();
    }

    @Test
    void a_backfill_comes_back_whole_in_every_state() {
        Backfill opening = Backfill.open(table, Optional.empty(), SETTINGS.afterChanges(), AT);
        Backfill scanning = opening.scanning();
        Backfill paused = scanning.paused();
        Backfill draining = paused.cancelled(AT.plusSeconds(1));
        Backfill clearing = draining.drained();
        Backfill done = clearing.done(AT.plusSeconds(2));

        for (Backfill next : List.of(opening, scanning, paused, draining, clearing, done)) {
            assertThat(backfills().put(next)).as(next.toString()).isTrue();
            assertThat(backfills().of(table)).contains(next);
            assertThat(backfills().all()).contains(next);
        }
    }

    @Test
    void a_repair_comes_back_as_one() {
        Backfill repair = Backfill.open(table, Optional.empty(), new Purpose.Repair(AT.minusSeconds(90)), SETTINGS, AT);

        assertThat(backfills().put(repair)).isTrue();

        assertThat(backfills().of(table)).contains(repair);
    }

    @Test
    void a_fence_counts_the_steps_of_a_repair() {
        Backfill backfill = opened(table);
        FenceState begun = FenceState.UNTOUCHED.next(FenceState.Stage.MENDING);
        FenceState over = begun.next(FenceState.Stage.LOADED);
        fence(backfill, key("1"), Optional.empty(), begun);
        fence(backfill, key("1"), Optional.of(begun), over);

        assertThat(fenced(backfill, key("1"), Optional.of(begun), over)).isNotInstanceOf(CommitOutcome.Applied.class);
        assertThat(backfills().fences(table, List.of(key("1")))).containsEntry(key("1"), over);
    }

    @Test
    void all_shows_the_last_of_each_table() {
        Backfill first = opened(table);
        Backfill scanning = first.scanning();
        backfills().put(scanning);
        Backfill second = opened(other);

        assertThat(backfills().all()).contains(scanning, second).doesNotContain(first);
    }

    @Test
    void of_two_who_move_a_backfill_at_once_one_does() {
        Backfill opening = opened(table);

        assertThat(backfills().put(opening)).isFalse();
        assertThat(backfills().put(opening.scanning())).isTrue();
        assertThat(backfills().put(opening.cancelled(AT))).isFalse();
        assertThat(backfills().put(opening.scanning().paused().scanning())).isFalse();
        assertThat(backfills().of(table)).contains(opening.scanning());
    }

    @Test
    void segments_come_back_whole_and_in_their_order() {
        Backfill backfill = opened(table);
        List<Segment> segments = IntStream.range(0, 12)
                .mapToObj(index -> Segment.first(backfill, index, Optional.empty()))
                .toList();
        segments.reversed()
                .forEach(segment -> assertThat(backfills().put(segment)).isTrue());
        Segment owned = segments.get(1).ownedBy("w1", AT);
        Segment advanced = owned.advanced(Optional.of(key("1")), 7, 5, AT.plusSeconds(1));
        Segment done = advanced.advanced(Optional.empty(), 2, 2, AT.plusSeconds(2));

        assertThat(backfills().segments(table)).isEqualTo(segments);
        for (Segment next : List.of(owned, advanced, done)) {
            assertThat(backfills().put(next)).isTrue();
            assertThat(backfills().segments(table)).hasSize(12).contains(next);
        }
        assertThat(backfills().segments(other)).isEmpty();
    }

    @Test
    void of_two_workers_that_take_a_segment_at_once_one_has_it() {
        Segment free = Segment.first(opened(table), 0, Optional.empty());
        backfills().put(free);

        assertThat(backfills().put(free.ownedBy("w1", AT))).isTrue();
        assertThat(backfills().put(free.ownedBy("w2", AT))).isFalse();
        assertThat(backfills().segments(table).getFirst().owner()).contains("w1");
    }

    @Test
    void fences_are_found_by_their_items_however_many_there_are() {
        Backfill backfill = opened(table);
        List<ItemKey> keys =
                IntStream.range(0, 250).mapToObj(number -> key("k" + number)).toList();
        keys.subList(0, 120).forEach(key -> fence(backfill, key, Optional.empty(), FenceState.LOADED));
        fence(backfill, keys.getFirst(), Optional.of(FenceState.LOADED), FenceState.STREAMED);

        Map<ItemKey, FenceState> found = backfills().fences(table, keys);

        assertThat(found).hasSize(120).containsEntry(keys.getFirst(), FenceState.STREAMED);
        assertThat(keys.subList(1, 120)).allMatch(key -> FenceState.LOADED.equals(found.get(key)));
        assertThat(backfills().fences(other, keys)).isEmpty();
    }

    @Test
    void a_fence_is_written_only_where_it_is_as_it_was_read() {
        Backfill backfill = opened(table);
        fence(backfill, key("1"), Optional.empty(), FenceState.LOADED);

        assertThat(fenced(backfill, key("1"), Optional.empty(), FenceState.LOADED))
                .isNotInstanceOf(CommitOutcome.Applied.class);
        assertThat(fenced(backfill, key("1"), Optional.of(FenceState.STREAMED), FenceState.LOADED))
                .isNotInstanceOf(CommitOutcome.Applied.class);
        assertThat(backfills().fences(table, List.of(key("1")))).containsEntry(key("1"), FenceState.LOADED);
    }

    @Test
    void clearing_takes_the_fences_of_that_backfill_and_nothing_else() {
        Backfill over = opened(table);
        Backfill next = Backfill.open(table, Optional.of(over), SETTINGS, AT.plusSeconds(60));
        Backfill elsewhere = opened(other);
        Segment segment = Segment.first(over, 0, Optional.empty());
        backfills().put(segment);
        IntStream.range(0, 30).forEach(number -> fence(over, key("k" + number), Optional.empty(), FenceState.STREAMED));
        fence(next, key("next"), Optional.empty(), FenceState.LOADED);
        fence(elsewhere, key("k1"), Optional.empty(), FenceState.LOADED);

        assertThat(backfills().clear(over)).isEqualTo(30);

        assertThat(backfills().fences(table, List.of(key("k1"), key("k29"), key("next"))))
                .containsOnlyKeys(key("next"));
        assertThat(backfills().fences(other, List.of(key("k1")))).containsOnlyKeys(key("k1"));
        assertThat(backfills().of(table)).contains(over);
        assertThat(backfills().segments(table)).containsExactly(segment);
        assertThat(backfills().clear(over)).isZero();
    }

    private Backfill opened(TableName of) {
        Backfill opening = Backfill.open(of, Optional.empty(), SETTINGS, AT);
        assertThat(backfills().put(opening)).isTrue();
        return opening;
    }

    private void fence(Backfill backfill, ItemKey key, Optional<FenceState> before, FenceState after) {
        assertThat(fenced(backfill, key, before, after)).isInstanceOf(CommitOutcome.Applied.class);
    }

    private CommitOutcome fenced(Backfill backfill, ItemKey key, Optional<FenceState> before, FenceState after) {
        GuardedWrite fence = BackfillRows.fence(backfill, key, before, after);
        return committer().commit(new Redrive(List.of(fence), List.of()));
    }

    private static ItemKey key(String id) {
        return ItemKey.of("id", id);
    }
}
