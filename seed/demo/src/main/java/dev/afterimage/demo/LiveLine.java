package dev.afterimage.demo;

import dev.afterimage.telemetry.Counts;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The line that says how things stand: rewritten in place on a terminal, else a new one every few seconds. */
final class LiveLine {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

    private final PrintWriter out;
    private final boolean terminal;
    private Duration printed = BETWEEN_LINES.negated();

    LiveLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(Duration elapsed, Counts counts, Optional<Duration> freshness) {
        if (!terminal && elapsed.minus(printed).compareTo(BETWEEN_LINES) < 0) {
            return;
        }
        printed = elapsed;
        String line = String.format(
                Locale.ROOT,
                "%4d s   %,7d changes read   %,7d applied   lag %s   %,5d expired",
                elapsed.toSeconds(),
                counts.read(),
                counts.applied(),
                freshness
                        .map(lag -> String.format(Locale.ROOT, "%5d ms", lag.toMillis()))
                        .orElse("    –   "),
                counts.expired());
        out.print(terminal ? "\r" + line + "\033[K" : line + System.lineSeparator());
        out.flush();
    }

    /** Leaves the line as it is, and tells below it how long the first change took from the JVM's start. */
    void finish(Optional<Duration> first) {
        if (terminal) {
            out.println();
        }
        first.ifPresent(time -> out.printf(
                Locale.ROOT,
                "The first change was applied %.1f s after the program's start.%n",
                time.toMillis() / 1e3));
        out.flush();
    }
}
