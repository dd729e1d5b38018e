package dev.afterimage.stream.kcl;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;

/** Keeps what is noted in a lease. KCL's interface has a dozen methods, of which two are called. */
final class FakeCheckpointer {
    private final List<String> notes = new ArrayList<>();
    private final Deque<Exception> failures = new ArrayDeque<>();
    private Consumer<String> watcher = note -> {};

    /** The sequence numbers that were noted, and "end". */
    List<String> notes() {
        return notes;
    }

    void failNext(Exception failure) {
        failures.add(failure);
    }

    /** Shows each note at the moment when it is made. */
    void watch(Consumer<String> onNote) {
        watcher = onNote;
    }

    RecordProcessorCheckpointer asKcl() {
        return (RecordProcessorCheckpointer) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RecordProcessorCheckpointer.class},
                (proxy, method, of) -> {
                    if (!method.getName().equals("checkpoint")) {
                        throw new UnsupportedOperationException(method.toString());
                    }
                    note(of == null ? "end" : (String) of[0]);
                    return null;
                });
    }

    private void note(String note) throws Exception {
        Exception failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        watcher.accept(note);
        notes.add(note);
    }
}
