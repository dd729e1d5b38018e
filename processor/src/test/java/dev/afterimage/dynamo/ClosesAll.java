package dev.afterimage.dynamo;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class that leaves a thread of its own behind: every server and every client that is not closed has some. */
final class ClosesAll implements BeforeAllCallback, AfterAllCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(ClosesAll.class);

    private static final Set<String> OTHERS =
            Set.of("ForkJoinPool", "awaitility", "surefire", "junit", "idle-connection-reaper", "VirtualThread");

    /** Where the JVM keeps its own. */
    private static final Set<String> GROUPS_OF_THE_JVM = Set.of("system", "InnocuousThreadGroup");

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(NAMESPACE).put("before", new Before(threads()));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Before before = Objects.requireNonNull(context.getStore(NAMESPACE).get("before", Before.class));
        await("threads that the tests started have ended")
                .atMost(Duration.ofSeconds(10))
                .until(() -> started(before.threads()), Set::isEmpty);
    }

    private static Set<String> started(Set<Thread> before) {
        return threads().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> OTHERS.stream().noneMatch(name::startsWith))
                .collect(Collectors.toSet());
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getThreadGroup() != null
                        && !GROUPS_OF_THE_JVM.contains(thread.getThreadGroup().getName()))
                .collect(Collectors.toSet());
    }

    private record Before(Set<Thread> threads) {}
}
