package dev.afterimage.pipeline;

import static dev.afterimage.commit.TestChanges.CHANGED_AT;
import static dev.afterimage.commit.TestChanges.TABLE;
import static dev.afterimage.commit.TestChanges.inserted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.afterimage.audit.AuditRows;
import dev.afterimage.change.Change;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Write;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TimeLimitTest {
    private static final InstantSource CLOCK = InstantSource.fixed(CHANGED_AT);

    private final TimeLimit limit = new TimeLimit(Duration.ofMillis(200));
    private final AtomicBoolean released = new AtomicBoolean();

    @AfterEach
    void release() {
        released.set(true);
        limit.close();
    }

    @Test
    void routes_all_where_projections_answer() {
        assertThat(route(change -> {}, 40)).hasSize(40).allMatch(Routed.Projected.class::isInstance);
    }

    @Test
    void hundreds_of_lanes_project_on_a_few_threads() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Routed>>> running = IntStream.range(0, 300)
                    .mapToObj(lane -> lanes.submit(() -> route(change -> threads.add(Thread.currentThread()), 40)))
                    .toList();
            for (Future<List<Routed>> lane : running) {
                assertThat(lane.get()).hasSize(40);
            }
        }

        assertThat(threads)
                .hasSizeLessThanOrEqualTo(
                        3 + Math.max(8, 4 * Runtime.getRuntime().availableProcessors()));
    }

    @Test
    void an_endless_loop_is_a_failure_of_its_change_alone() {
        List<Routed> routed = route(this::loopAtThree, 5);

        assertThat(routed).hasSize(3);
        assertThat(routed.subList(0, 2)).allMatch(Routed.Projected.class::isInstance);
        Routed.Failed failed = (Routed.Failed) routed.getLast();
        assertThat(failed.change()).isEqualTo(inserted(3));
        assertThat(failed.projection().value()).isEqualTo("odd");
        assertThat(failed.reason()).contains("no answer after 200 ms");
        assertThat(failed.passing()).isFalse();
        assertThat(route(change -> {}, 5)).hasSize(5);
    }

    @Test
    void after_some_loops_that_do_not_end_it_takes_no_more_until_they_do() {
        for (int i = 0; i < 3; i++) {
            route(this::loopAtThree, 3);
        }
        assertThatThrownBy(() -> route(change -> {}, 1)).hasMessageContaining("mend the projection");

        released.set(true);

        await().untilAsserted(() -> assertThat(route(change -> {}, 1)).hasSize(1));
    }

    @Test
    void a_projection_that_waits_is_interrupted() {
        CountDownLatch interrupted = new CountDownLatch(1);
        route(
                change -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException stop) {
                        interrupted.countDown();
                    }
                },
                1);

        await().until(() -> interrupted.getCount() == 0);
    }

    @Test
    void a_recursion_without_end_and_a_hunger_for_memory_are_failures_of_their_changes() {
        assertThat(failure(change -> recurse(1))).contains("StackOverflowError");
        assertThat(failure(change -> hoard())).contains("OutOfMemoryError");
        assertThat(failure(change -> {
                    throw new NoClassDefFoundError("gone");
                }))
                .contains("NoClassDefFoundError: gone");
    }

    @Test
    void what_fails_beside_the_projections_is_thrown_and_no_change_is_left_out() {
        InstantSource broken = () -> {
            throw new IllegalStateException("no time");
        };
        Router router = new Router(List.of(new Odd(change -> {})), Map.of(), new AuditRows(), new ExpiryRows());

        assertThatThrownBy(() -> limit.route(List.of(new Asked(inserted(1), Map.of())), router, broken))
                .hasMessageContaining("no time");
    }

    private String failure(Consumer<Change> behaviour) {
        List<Routed> routed = route(behaviour, 2);
        assertThat(routed).hasSize(1);
        return ((Routed.Failed) routed.getFirst()).reason();
    }

    private void loopAtThree(Change change) {
        while (change.sequence().equals(inserted(3).sequence()) && !released.get()) {
            Thread.onSpinWait();
        }
    }

    private static int recurse(int depth) {
        return depth < 0 ? depth : recurse(depth + 1) + 1;
    }

    private static void hoard() {
        List<long[]> hoard = new ArrayList<>(List.of(new long[1]));
        while (!hoard.isEmpty()) {
            hoard.add(new long[Integer.MAX_VALUE - 8]);
        }
    }

    private List<Routed> route(Consumer<Change> behaviour, int changes) {
        Router router = new Router(List.of(new Odd(behaviour)), Map.of(), new AuditRows(), new ExpiryRows());
        List<Asked> chunk = new ArrayList<>();
        for (int i = 1; i <= changes; i++) {
            chunk.add(new Asked(inserted(i), Map.of()));
        }
        return limit.route(chunk, router, CLOCK);
    }

    /** Writes nothing, after doing this. */
    private record Odd(Consumer<Change> behaviour) implements Projection {
        @Override
        public ProjectionName name() {
            return new ProjectionName("odd");
        }

        @Override
        public Set<TableName> sources() {
            return Set.of(TABLE);
        }

        @Override
        public List<DerivedTable> tables() {
            return List.of();
        }

        @Override
        public List<Write> project(Change change) {
            behaviour.accept(change);
            return List.of();
        }
    }
}
