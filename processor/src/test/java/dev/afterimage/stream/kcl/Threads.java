package dev.afterimage.stream.kcl;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The threads of this JVM, to see which ones somebody leaves behind. */
final class Threads {
    /** What nobody can end: pools of the JDK, of JUnit, and these of KCL and of the libraries that it uses. */
    private static final Pattern UNAVOIDABLE = Pattern.compile(String.join(
            "|",
            "ForkJoinPool.*",
            "VirtualThread-.*",
            "MasterPoller",
            "junit-.*",
            "awaitility.*",
            // A static pool of KCL's LeaseAssignmentManager; its threads end when they have been idle for a second.
            "lease-assignment-[0-9]+",
            // KCL's lease assignment, which may wait for good for a task that was discarded when its pool was closed.
            "lam-thread",
            // RxJava's own.
            "RxCachedWorkerPoolEvictor-.*",
            // Netty's own; it ends when it has been idle for a second.
            "globalEventExecutor-.*"));

    private final Set<Long> before =
            Thread.getAllStackTraces().keySet().stream().map(Thread::threadId).collect(Collectors.toUnmodifiableSet());

    /** The names of the threads that were not there when this was made, and should not be there now. */
    Set<String> leftOver() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread.threadId()) && thread.isAlive())
                .map(Thread::getName)
                .filter(name -> !UNAVOIDABLE.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
