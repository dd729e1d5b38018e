package dev.afterimage.seed.local;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test that leaves a thread behind: every server and every client that is not closed has some. */
public final class LeavesNothingOpen implements BeforeEachCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(LeavesNothingOpen.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put("before", new Before(threads()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Before before = Objects.requireNonNull(context.getStore(NAMESPACE).get("before", Before.class));
        await("threads that the test started have ended")
                .atMost(Duration.ofSeconds(10))
                .until(() -> started(before.threads()), Set::isEmpty);
    }

    private static Set<String> started(Set<Thread> before) {
        return threads().stream()
                .filter(thread -> !before.contains(thread) && !ofTheJvm(thread))
                .map(Thread::getName)
                .collect(Collectors.toSet());
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet();
    }

    /** The JVM and the test runner start threads when they like; they are in no group or in one of the system's. */
    private static boolean ofTheJvm(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group == null
                || group.getName().equals("system")
                || group.getName().equals("InnocuousThreadGroup")
                || thread.getName().startsWith("ForkJoinPool.commonPool")
                || thread.getName().startsWith("awaitility")
                || thread.getName().startsWith("surefire")
                || thread.getName().startsWith("junit");
    }

    private record Before(Set<Thread> threads) {}
}
