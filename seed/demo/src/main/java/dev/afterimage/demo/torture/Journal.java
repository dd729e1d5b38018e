package dev.afterimage.demo.torture;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Prints what happens, each line with its second. */
final class Journal {
    private final PrintWriter out;
    private final long start = System.nanoTime();

    Journal(PrintWriter out) {
        this.out = out;
    }

    void note(String what) {
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3;
        out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds, what);
        out.flush();
    }
}
