package dev.afterimage.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditSamples;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AsOfTest {
    private final InMemoryAuditSearch log = new InMemoryAuditSearch();
    private final ItemHistory history =
            new ItemHistory(log, AuditSamples.TABLE, AuditSamples.id(1, "L1").key());

    @Test
    void what_an_item_was_is_the_image_of_the_last_change_by_then() {
        log.add(
                AuditSamples.inserted(10, "L1", "milk"),
                AuditSamples.modified(20, "L1", "milk", "bread"),
                AuditSamples.removed(30, "L1", "bread"));

        assertThat(asOf(new Target.At(AuditSamples.at(10)))).isEqualTo(since("milk", 10, 20));
        assertThat(asOf(new Target.At(AuditSamples.at(19)))).isEqualTo(since("milk", 10, 20));
        assertThat(asOf(new Target.At(AuditSamples.at(20)))).isEqualTo(since("bread", 20, 30));
        assertThat(asOf(new Target.After(number(25)))).isEqualTo(since("bread", 20, 30));
        assertThat(asOf(new Target.Before(number(20)))).isEqualTo(since("milk", 10, 20));
        AsOf gone = new AsOf.Since(Optional.empty(), stamp(30), Optional.empty());
        assertThat(asOf(new Target.Newest())).isEqualTo(gone);
        assertThat(asOf(new Target.At(AuditSamples.at(99)))).isEqualTo(gone);
    }

    @Test
    void before_the_log_begins_it_was_what_the_first_change_found() {
        log.add(AuditSamples.modified(20, "L1", "milk", "bread"));

        AsOf milk = new AsOf.BeforeFirst(Optional.of(item("milk")), stamp(20));
        assertThat(asOf(new Target.At(AuditSamples.at(19)))).isEqualTo(milk);
        assertThat(asOf(new Target.Before(number(20)))).isEqualTo(milk);
        assertThat(asOf(new Target.Before(number(0)))).isEqualTo(milk);
    }

    @Test
    void before_its_insertion_it_did_not_exist() {
        log.add(AuditSamples.inserted(20, "L1", "milk"));

        assertThat(asOf(new Target.After(number(19)))).isEqualTo(new AsOf.BeforeFirst(Optional.empty(), stamp(20)));
    }

    @Test
    void before_its_baseline_and_without_entries_nobody_knows() {
        assertThat(asOf(new Target.Newest())).isEqualTo(new AsOf.Unknown(Optional.empty()));

        log.add(AuditSamples.loaded(20, "L1", "milk"));

        assertThat(asOf(new Target.Before(number(20)))).isEqualTo(new AsOf.Unknown(Optional.of(stamp(20))));
    }

    private AsOf asOf(Target target) {
        return history.asOf(target).value();
    }

    private static AsOf since(String text, long sequence, long next) {
        return new AsOf.Since(Optional.of(item(text)), stamp(sequence), Optional.of(stamp(next)));
    }

    private static Item item(String text) {
        return AuditSamples.item(AuditSamples.id(1, "L1"), text);
    }

    private static Stamp stamp(long sequence) {
        return new Stamp(number(sequence), AuditSamples.at(sequence));
    }

    private static SequenceNumber number(long sequence) {
        return AuditSamples.id(sequence, "L1").sequence();
    }
}
