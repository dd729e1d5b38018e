package dev.afterimage.stream.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallGateTest {
    private final AtomicLong now = new AtomicLong(-5);

    @Test
    void spreads_calls_over_the_second_and_saves_none_up() {
        CallGate gate = new CallGate(1, 100, now::get);

        assertThat(IntStream.range(0, 3).mapToObj(call -> wait(gate))).containsExactly(0L, 10L, 20L);
        now.addAndGet(Duration.ofMillis(25).toNanos());
        assertThat(wait(gate)).isEqualTo(5);
        now.addAndGet(Duration.ofSeconds(9).toNanos());
        assertThat(IntStream.range(0, 3).mapToObj(call -> wait(gate))).containsExactly(0L, 10L, 20L);
    }

    @Test
    void lets_no_more_calls_pass_at_once_than_it_has_places() throws Exception {
        CallGate gate = new CallGate(3, 1_000_000);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(3);
        CountDownLatch open = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> calls = IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit(() -> gate.call(() -> {
                                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                full.countDown();
                                await(open);
                                inside.decrementAndGet();
                                return i;
                            })
                            .orElseThrow()))
                    .toList();
            full.await();
            open.countDown();
            for (int i = 0; i < 20; i++) {
                assertThat(calls.get(i).get()).isEqualTo(i);
            }
        }
        assertThat(most).hasValue(3);
    }

    @Test
    void gives_its_place_back_when_a_call_fails() {
        CallGate gate = new CallGate(1, 1_000_000);

        assertThatThrownBy(() -> gate.call(() -> {
                    throw new IllegalStateException("for the test");
                }))
                .hasMessage("for the test");

        assertThat(gate.call(() -> "next")).contains("next");
    }

    @Test
    void makes_no_call_for_a_thread_that_is_told_to_stop() {
        CallGate gate = new CallGate(1, 1_000_000);
        Thread.currentThread().interrupt();

        assertThat(gate.call(() -> "called")).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(gate.call(() -> "called")).contains("called");
    }

    private static long wait(CallGate gate) {
        return Duration.ofNanos(gate.untilTurn()).toMillis();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
