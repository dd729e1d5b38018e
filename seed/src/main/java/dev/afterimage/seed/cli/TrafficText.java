package dev.afterimage.seed.cli;

import dev.afterimage.seed.traffic.TrafficTotals;
import dev.afterimage.seed.traffic.TrafficTotals.ActionTotal;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** What traffic did, for people. */
final class TrafficText {
    private TrafficText() {}

    /** The state in one line. */
    static String line(TrafficTotals totals, Duration elapsed) {
        ActionTotal sum = totals.sum();
        return String.format(
                Locale.ROOT,
                "%d s  %,d actions, %.1f/s  %,d items written  %,d conflicts",
                elapsed.toSeconds(),
                sum.count(),
                sum.count() / seconds(elapsed),
                written(totals),
                sum.conflicts());
    }

    /** A line for each action that came, and what was written. */
    static String summary(TrafficTotals totals, Duration elapsed) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%-18s %9s %9s %10s %9s %11s%n",
                "ACTION",
                "DONE",
                "MISSED",
                "CONFLICTS",
                "MEAN ms",
                "LONGEST ms"));
        totals.byAction().forEach((action, total) -> text.append(line(action.label(), total)));
        text.append(line("all", totals.sum()));
        text.append(String.format(
                Locale.ROOT,
                "%,d items written in %.1f s: %s%n",
                written(totals),
                seconds(elapsed),
                totals.writes().entrySet().stream()
                        .map(table -> table.getKey() + " " + Progress.count(table.getValue()))
                        .collect(Collectors.joining(", "))));
        return text.toString();
    }

    private static String line(String label, ActionTotal total) {
        return String.format(
                Locale.ROOT,
                "%-18s %,9d %,9d %,10d %9.1f %11.1f%n",
                label,
                total.done(),
                total.missed(),
                total.conflicts(),
                total.mean().toNanos() / 1e6,
                total.longest().toNanos() / 1e6);
    }

    private static long written(TrafficTotals totals) {
        return totals.writes().values().stream().mapToLong(Long::longValue).sum();
    }

    private static double seconds(Duration elapsed) {
        return Math.max(0.001, elapsed.toNanos() / 1e9);
    }
}
