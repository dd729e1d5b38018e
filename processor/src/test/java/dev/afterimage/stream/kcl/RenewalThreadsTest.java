package dev.afterimage.stream.kcl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RenewalThreadsTest {
    @Test
    void who_waits_for_a_renewal_that_has_not_begun_waits_no_more_when_the_threads_end() throws InterruptedException {
        RenewalThreads threads = new RenewalThreads(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Future<?> atWork = threads.executor().submit(() -> {
            begun.countDown();
            never.await();
            return true;
        });
        Future<?> waiting = threads.executor().submit(() -> true);
        begun.await();

        threads.close();
        threads.close();

        assertThat(waiting).isCancelled();
        assertThat(atWork).failsWithin(Duration.ofSeconds(10));
    }
}
