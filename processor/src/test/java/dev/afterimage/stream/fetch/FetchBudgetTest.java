package dev.afterimage.stream.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class FetchBudgetTest {
    /** What a record of 2 KB weighs, which is also what the budget guesses at first. */
    private static final long RECORD = 2L * FetchBudget.RECORD_OVERHEAD;

    private static final int ALL = 20_000;

    private final AtomicLong now = new AtomicLong();
    private final FetchBudget budget = new FetchBudget(ALL * RECORD, now::get);

    @Test
    void gives_one_shard_all_of_it_and_several_an_equal_part() {
        FetchBudget.Share first = budget.open();
        assertThat(take(first)).hasValue(ALL);
        first.leave();

        FetchBudget.Share second = budget.open();
        assertThat(take(first)).hasValue(ALL / 2);
        assertThat(take(second)).hasValue(ALL / 2);
    }

    @Test
    void asks_for_no_more_records_than_a_page_takes() {
        assertThat(budget.open().take(10, Duration.ZERO)).hasValue(10);
    }

    @Test
    void learns_how_large_the_records_of_a_shard_are() {
        FetchBudget.Share large = budget.open();
        budget.open();
        fetch(large, 10 * RECORD, 1);
        large.giveBack(10 * RECORD);

        // A quarter of 10, and three quarters of 1.
        assertThat(take(large)).hasValue((int) (ALL / 2.0 / 3.25));
        assertThat(take(budget.open())).as("others begin with what is typical").hasValue((int) (ALL / 3.0 / 3.25));
    }

    @Test
    void a_shard_fetches_ahead_within_its_part_only() {
        FetchBudget.Share share = budget.open();
        budget.open();
        fetch(share, ALL * 3L / 10 * RECORD, ALL * 3 / 10);

        assertThat(take(share)).hasValue(ALL * 2 / 10);
        share.put(ALL * 2L / 10 * RECORD, ALL * 2 / 10);
        assertThat(take(share)).isEmpty();
        share.giveBack(ALL * 3L / 10 * RECORD);
        assertThat(take(share)).hasValue(ALL * 3 / 10);
    }

    @Test
    void what_may_come_is_reserved_as_large_as_it_may_be_until_it_is_known() {
        FetchBudget.Share share = budget.open();
        share.take(1000, Duration.ZERO);
        assertThat(budget.used()).isEqualTo(1000 * FetchBudget.RECORD_OVERHEAD + 1024 * 1024);

        share.leave();
        assertThat(budget.used()).isZero();
        share.take(1, Duration.ZERO);
        share.take(1, Duration.ZERO);
        assertThat(budget.used()).isEqualTo(FetchBudget.RECORD_OVERHEAD + 824 * 1024);
        share.put(RECORD, 1);
        assertThat(budget.used()).isEqualTo(RECORD);
    }

    @Test
    void hundreds_of_reads_at_once_reserve_no_more_than_twice_the_budget() {
        for (int shard = 0; shard < 500; shard++) {
            take(budget.open());
        }

        assertThat(budget.used()).isBetween(2 * ALL * RECORD, 2 * ALL * RECORD + FetchBudget.largest(ALL / 100));
    }

    @Test
    void a_shard_that_has_something_waits_once_the_budget_is_used_up_and_one_that_has_nothing_does_not() {
        FetchBudget.Share some = budget.open();
        FetchBudget.Share none = budget.open();
        FetchBudget.Share hog = budget.open();
        fetch(some, RECORD, 1);
        fetch(hog, ALL * RECORD, ALL);

        assertThat(take(some)).isEmpty();
        assertThat(take(none)).hasValue(ALL / 3);
    }

    @Test
    void beyond_twice_the_budget_shards_that_have_nothing_take_turns() {
        FetchBudget.Share hog = budget.open();
        fetch(hog, 3 * ALL * RECORD, 3 * ALL);
        FetchBudget.Share first = budget.open();
        FetchBudget.Share second = budget.open();

        assertThat(take(first)).isEmpty();
        assertThat(take(second)).isEmpty();
        now.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(take(second)).as("the first has been waiting for longer").isEmpty();
        assertThat(take(first)).hasValue(1);
        assertThat(take(second)).as("something has moved").isEmpty();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(take(second)).hasValue(1);
    }

    @Test
    void halted_lanes_never_hold_up_the_others() {
        for (int i = 0; i < 400; i++) {
            FetchBudget.Share halted = budget.open();
            takeInTime(halted);
            halted.put(ALL / 100 * RECORD, 1);
        }
        FetchBudget.Share alive = budget.open();
        long start = now.get();

        for (int page = 0; page < 10; page++) {
            takeInTime(alive);
            alive.put(RECORD, 1);
            alive.giveBack(RECORD);
        }

        assertThat(now.get() - start).isLessThanOrEqualTo(Duration.ofSeconds(11).toNanos());
    }

    @Test
    void one_that_asks_no_more_does_not_hold_up_those_behind_it() {
        fetch(budget.open(), 3 * ALL * RECORD, 3 * ALL);
        FetchBudget.Share absent = budget.open();
        FetchBudget.Share present = budget.open();
        assertThat(take(absent)).isEmpty();

        now.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(take(present)).isEmpty();
        now.addAndGet(1);
        assertThat(take(present)).hasValue(1);
    }

    private void takeInTime(FetchBudget.Share share) {
        while (take(share).isEmpty()) {
            now.addAndGet(Duration.ofMillis(100).toNanos());
        }
    }

    @Test
    void a_shard_that_ends_gives_everything_back_however_often_and_gets_nothing_more() {
        FetchBudget.Share share = budget.open();
        fetch(share, ALL / 2 * RECORD, ALL / 2);
        take(share);

        share.close();
        share.close();
        share.giveBack(ALL / 2 * RECORD);
        share.put(5 * RECORD, 5);

        assertThat(budget.used()).isZero();
        assertThat(take(share)).isEmpty();
        assertThat(take(budget.open()))
                .as("the part of one that has ended is the others'")
                .hasValue(ALL);
    }

    @Test
    void one_that_waits_is_woken_when_something_is_given_back_and_when_it_is_closed() throws Exception {
        FetchBudget.Share hog = budget.open();
        fetch(hog, 3 * ALL * RECORD, 3 * ALL);
        FetchBudget.Share first = budget.open();
        FetchBudget.Share second = budget.open();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<OptionalInt> waiting = threads.submit(() -> first.take(1000, Duration.ofHours(1)));
            Future<OptionalInt> closed = threads.submit(() -> second.take(1000, Duration.ofHours(1)));

            second.close();
            assertThat(closed.get()).isEmpty();
            hog.giveBack(2 * ALL * RECORD);
            assertThat(waiting.get()).isPresent();
        }
    }

    /** In every order of events it holds no more than is held, and whoever has nothing gets something in time. */
    @RepeatedTest(50)
    void never_loses_count_and_never_stands_still(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Held> all = new ArrayList<>();
        for (int step = 0; step < 2000; step++) {
            if (all.isEmpty() || random.nextInt(20) == 0) {
                all.add(new Held(budget.open()));
            }
            Held one = all.get(random.nextInt(all.size()));
            switch (random.nextInt(5)) {
                case 0, 1 -> one.fetch(random);
                case 2, 3 -> one.apply();
                default -> {
                    if (random.nextInt(10) == 0) {
                        one.share.close();
                        all.remove(one);
                    }
                }
            }
            long held = all.stream().mapToLong(Held::weight).sum();
            assertThat(budget.used()).isEqualTo(held);
        }
        FetchBudget.Share late = budget.open();
        for (int tries = 0; tries < 10_000 && take(late).isEmpty(); tries++) {
            all.forEach(one -> {
                if (one.pages.isEmpty()) {
                    one.fetch(random);
                }
            });
            now.addAndGet(Duration.ofMillis(300).toNanos());
            assertThat(tries).isLessThan(9_999);
        }
    }

    /** A share and what it should hold. */
    private static final class Held {
        private final FetchBudget.Share share;
        private final List<Long> pages = new ArrayList<>();

        Held(FetchBudget.Share share) {
            this.share = share;
        }

        void fetch(Random random) {
            OptionalInt taken = take(share);
            if (taken.isPresent()) {
                int records = random.nextInt(Math.min(5, taken.getAsInt()) + 1);
                long weight = records * (FetchBudget.RECORD_OVERHEAD + random.nextLong(1, 400_000));
                share.put(weight, records);
                if (records > 0) {
                    pages.add(weight);
                }
            }
        }

        void apply() {
            if (!pages.isEmpty()) {
                share.giveBack(pages.removeFirst());
            }
        }

        long weight() {
            return pages.stream().mapToLong(Long::longValue).sum();
        }
    }

    private static OptionalInt take(FetchBudget.Share share) {
        return share.take(Integer.MAX_VALUE, Duration.ZERO);
    }

    private static void fetch(FetchBudget.Share share, long weight, int records) {
        take(share);
        share.put(weight, records);
    }
}
