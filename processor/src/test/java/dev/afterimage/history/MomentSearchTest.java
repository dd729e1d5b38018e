package dev.afterimage.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditSamples;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.ItemKey;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MomentSearchTest {
    private static final ItemKey KEY = AuditSamples.id(1, "L1").key();

    private final InMemoryAuditSearch log = new InMemoryAuditSearch();
    private final List<Stamp> stamps = new ArrayList<>();

    @Test
    void finds_the_last_change_up_to_any_moment_however_numbers_and_times_are_spread() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            MomentSearchTest fresh = new MomentSearchTest();
            fresh.fill(random, random.nextInt(40));
            for (long second = -1; second < 200; second += 1 + random.nextInt(9)) {
                Instant moment = AuditSamples.at(second);
                assertThat(fresh.find(moment).value())
                        .as("seed %s, second %s", seed, second)
                        .isEqualTo(fresh.stamps.stream()
                                .filter(stamp -> !stamp.at().isAfter(moment))
                                .reduce((earlier, later) -> later));
            }
        }
    }

    @Test
    void takes_few_queries_among_many_changes() {
        fill(new Random(1), 3_000);

        int most = 0;
        for (int i = 0; i < 3_000; i += 150) {
            most = Math.max(most, find(stamps.get(i).at()).cost().requests());
        }
        assertThat(most).isLessThan(50);
        assertThat(find(AuditSamples.at(Integer.MAX_VALUE)).cost().requests()).isEqualTo(1);
    }

    private Read<Optional<Stamp>> find(Instant moment) {
        return new MomentSearch(log, AuditSamples.TABLE, KEY, moment).lastByThen();
    }

    /** Numbers that leave gaps of very different widths; times that stand still or jump. */
    private void fill(Random random, int count) {
        BigInteger number = new BigInteger("100000000003498069978");
        Instant at = AuditSamples.CHANGED;
        for (int i = 0; i < count; i++) {
            number =
                    number.add(BigInteger.ONE.shiftLeft(random.nextInt(50))).add(BigInteger.valueOf(random.nextInt(9)));
            at = at.plusSeconds(random.nextInt(4) == 0 ? random.nextInt(30) : 0);
            ChangeId id = new ChangeId(AuditSamples.TABLE, KEY, SequenceNumber.of(number.toString()));
            log.add(AuditSamples.entry(new Change.Inserted(id, at, AuditSamples.item(id, "x"))));
            stamps.add(new Stamp(id.sequence(), at));
        }
    }
}
