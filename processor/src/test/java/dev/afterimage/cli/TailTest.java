package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.ledger.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TailTest {
    private static final Instant START = Instant.parse("2026-07-01T12:00:00Z");

    private final List<Entry> log = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private final Tail<Entry> tail = new Tail<>(
            (range, page) -> new Page<>(
                    log.stream()
                            .filter(entry -> range.contains(entry.placedAt))
                            .sorted(Comparator.comparing(Entry::placedAt))
                            .toList(),
                    Optional.empty(),
                    false),
            new Marks());

    /** An entry with its place in the log and the time at which it came there. */
    private record Entry(String name, Instant placedAt, Instant recordedAt) {}

    @Test
    void shows_what_comes_at_the_end_once() {
        add("before", -30, -29);
        look(0);
        add("a", 1, 1);
        look(2);
        add("b", 1, 2);
        look(3);
        look(4);

        assertThat(shown).containsExactly("a", "b");
    }

    @Test
    void shows_what_comes_late_before_the_end_at_the_next_sweep() {
        add("a", 50, 50);
        look(51);
        add("late", -20, 52);
        for (int second = 53; second < 65; second++) {
            look(second);
        }

        assertThat(shown).containsExactly("a", "late");
    }

    @Test
    void survives_an_entry_from_the_future() {
        add("ahead", 40, 1);
        look(2);
        look(3);
        add("b", 4, 4);
        look(5);

        assertThat(shown).containsExactly("ahead", "b");
    }

    private void add(String name, int placedAt, int recordedAt) {
        log.add(new Entry(name, START.plusSeconds(placedAt), START.plusSeconds(recordedAt)));
    }

    private void look(int second) {
        tail.look(START, START.plusSeconds(second), entry -> shown.add(entry.name));
    }

    /** How the tail sees entries. */
    private static final class Marks implements Tail.Marks<Entry> {
        @Override
        public Object id(Entry entry) {
            return entry.name;
        }

        @Override
        public Instant placedAt(Entry entry) {
            return entry.placedAt;
        }

        @Override
        public Instant recordedAt(Entry entry) {
            return entry.recordedAt;
        }
    }
}
