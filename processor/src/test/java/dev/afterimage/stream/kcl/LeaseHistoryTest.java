package dev.afterimage.stream.kcl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

class LeaseHistoryTest {
    private final LeaseHistory history = new LeaseHistory();

    @Test
    void a_lease_is_silent_for_as_long_as_it_is_seen_unchanged() {
        assertThat(silent(lease("w1", 7), 0)).isZero();
        assertThat(silent(lease("w1", 7), 4)).isEqualTo(Duration.ofSeconds(4));
        assertThat(silent(lease("w1", 8), 5)).isZero();
        assertThat(silent(lease("w1", 8), 9)).isEqualTo(Duration.ofSeconds(4));
        assertThat(silent(lease("w2", 8), 10)).isZero();
        assertThat(silent(lease(null, 8), 11)).isZero();
    }

    @Test
    void one_that_was_gone_for_a_look_is_new() {
        silent(lease("w1", 7), 0);
        history.seen(List.of(), seconds(1));

        assertThat(silent(lease("w1", 7), 20)).isZero();
    }

    @Test
    void tells_whose_it_is_and_whether_its_shard_is_done_with() {
        Lease ended = lease("w1", 7);
        ended.checkpoint(ExtendedSequenceNumber.SHARD_END);

        assertThat(history.seen(List.of(ended), 0))
                .containsExactly(new SeenLease("s1", Optional.of("w1"), true, Duration.ZERO));
    }

    private Duration silent(Lease lease, long seconds) {
        return history.seen(List.of(lease), seconds(seconds)).getFirst().silent();
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private static Lease lease(@Nullable String owner, long counter) {
        Lease lease = new Lease();
        lease.leaseKey("s1");
        lease.leaseOwner(owner);
        lease.leaseCounter(counter);
        lease.checkpoint(ExtendedSequenceNumber.TRIM_HORIZON);
        return lease;
    }
}
