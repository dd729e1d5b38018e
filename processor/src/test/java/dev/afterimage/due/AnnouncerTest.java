package dev.afterimage.due;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.item.Item;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AnnouncerTest {
    private final DueBench bench = new DueBench();

    @Test
    void tells_of_an_item_at_its_second_and_once() {
        bench.set("G1", bench.second);

        assertThat(bench.look()).isZero();
        bench.clock.advance(
                Duration.between(bench.clock.instant(), bench.second).minusMillis(1));
        assertThat(bench.look()).isZero();
        bench.clock.advance(Duration.ofMillis(1));
        assertThat(bench.look()).isOne();
        assertThat(bench.look()).isZero();

        assertThat(bench.events()).singleElement().isInstanceOfSatisfying(ExpiryEvent.Due.class, event -> {
            assertThat(event.at()).isEqualTo(bench.second);
            assertThat(event.image()).isEqualTo(bench.source.get(DueBench.key("G1")));
        });
        assertThat(bench.waiting()).isEmpty();
    }

    @Test
    void a_renewed_time_to_live_and_a_deletion_cancel_it() {
        bench.set("G1", bench.second);
        bench.set("G2", bench.second);
        bench.set("G1", bench.second.plusSeconds(60));
        bench.delete("G2");
        bench.clock.advance(Duration.ofSeconds(61));

        assertThat(bench.look()).isZero();
        bench.clock.advance(Duration.ofSeconds(60));
        assertThat(bench.look()).isOne();
        assertThat(bench.events()).singleElement().matches(event -> event.at().equals(bench.second.plusSeconds(60)));
    }

    @Test
    void what_has_changed_in_the_table_but_is_not_read_from_the_stream_yet_is_not_told() {
        bench.set("G1", bench.second);
        bench.set("G2", bench.second);
        bench.source.put(DueBench.key("G1"), DueBench.item("G1", bench.second.plusSeconds(3_600)));
        bench.source.remove(DueBench.key("G2"));
        bench.clock.advance(Duration.ofSeconds(61));

        assertThat(bench.look()).isZero();

        assertThat(bench.events()).isEmpty();
        assertThat(bench.waiting()).isEmpty();
    }

    @Test
    void what_is_due_already_when_it_is_first_seen_is_told_at_once() {
        bench.set("G1", bench.clock.instant().minusSeconds(86_400));

        assertThat(bench.look()).isOne();
    }

    @Test
    void a_change_that_leaves_the_time_to_live_alone_does_not_have_it_told_again() {
        bench.set("G1", bench.second);
        bench.clock.advance(Duration.ofSeconds(61));
        bench.look();
        Item before = Optional.ofNullable(bench.source.get(DueBench.key("G1"))).orElseThrow();
        Item after = before.with("note", AttributeValue.fromS("still here"));
        bench.commit(new Change.Modified(bench.id("G1"), bench.clock.instant(), before, after));

        assertThat(bench.look()).isZero();
        assertThat(bench.events()).hasSize(1);
    }

    @Test
    void after_an_interruption_tells_all_that_has_become_due_meanwhile() {
        for (int i = 0; i < 300; i++) {
            bench.set("G" + i, bench.second.plusSeconds(i));
        }
        bench.clock.advance(Duration.ofHours(6));

        int told = 0;
        int looks = 0;
        while (told < 300) {
            told += bench.look();
            looks++;
        }

        assertThat(looks).isLessThan(5);
        assertThat(bench.events()).hasSize(300);
    }

    @Test
    void large_items_are_told_of_in_several_transactions() {
        for (int i = 0; i < 60; i++) {
            byte[] bytes = new byte[300_000];
            new Random(i).nextBytes(bytes);
            Item large = DueBench.item("G" + i, bench.second)
                    .with("bytes", AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
            bench.source.put(DueBench.key("G" + i), large);
            bench.commit(new Change.Inserted(bench.id("G" + i), bench.clock.instant(), large));
        }
        bench.clock.advance(Duration.ofSeconds(61));

        int told = 0;
        for (int looks = 0; looks < 60 && told < 60; looks++) {
            told += bench.look();
        }

        assertThat(told).isEqualTo(60);
        assertThat(bench.events()).hasSize(60);
    }

    @Test
    void two_workers_and_lost_answers_tell_of_each_item_once() {
        Random random = new Random(3);
        bench.door = transaction -> {
            if (random.nextInt(4) == 0) {
                bench.tables.commit(transaction);
                return new CommitOutcome.Unanswered("lost");
            }
            return random.nextInt(4) == 0 ? new CommitOutcome.Throttled("busy") : bench.tables.commit(transaction);
        };
        for (int i = 0; i < 200; i++) {
            bench.set("G" + i, bench.second);
        }
        bench.clock.advance(Duration.ofSeconds(61));
        while (!bench.waiting().isEmpty()) {
            tryToLook();
        }

        assertThat(bench.events())
                .extracting(event -> event.id().key())
                .hasSize(200)
                .doesNotHaveDuplicates();
    }

    @Test
    void another_that_was_quicker_makes_the_slower_look_again() {
        bench.set("G1", bench.second);
        bench.clock.advance(Duration.ofSeconds(61));
        bench.door = transaction -> {
            bench.door = bench.tables;
            bench.look();
            return bench.tables.commit(transaction);
        };

        bench.look();

        assertThat(bench.events()).hasSize(1);
    }

    @Test
    void what_is_deleted_or_renewed_while_it_is_being_told_is_not_told() {
        bench.set("G1", bench.second);
        bench.clock.advance(Duration.ofSeconds(61));
        bench.door = transaction -> {
            bench.delete("G1");
            return bench.tables.commit(transaction);
        };
        assertThat(bench.look()).isZero();
        bench.set("G2", bench.second);
        bench.door = transaction -> {
            bench.set("G2", bench.second.plusSeconds(600));
            return bench.tables.commit(transaction);
        };
        assertThat(bench.look()).isZero();

        assertThat(bench.events()).isEmpty();
    }

    @Test
    void what_cannot_be_read_waits_and_what_cannot_be_committed_fails_loudly() {
        bench.set("G1", bench.second);
        bench.clock.advance(Duration.ofSeconds(61));
        bench.unreadable.add("G1");
        assertThatThrownBy(bench::look).hasMessageContaining("none can be read");
        bench.unreadable.clear();
        bench.door = transaction -> new CommitOutcome.Unable("no such table");
        assertThatThrownBy(bench::look).hasMessageContaining("no such table");
        bench.door = bench.tables;

        assertThat(bench.look()).isOne();
    }

    private void tryToLook() {
        try {
            bench.look();
        } catch (DueFailure failed) {
            assertThat(failed.getMessage()).isIn("lost", "busy");
        }
    }
}
