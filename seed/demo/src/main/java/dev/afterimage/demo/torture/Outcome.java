package dev.afterimage.demo.torture;

import dev.afterimage.demo.fleet.TakeOver;
import dev.afterimage.demo.fleet.TakeOver.Cause;
import dev.afterimage.demo.fleet.TakeOvers;
import dev.afterimage.demo.report.Finding;
import dev.afterimage.demo.report.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of it: whether all promises were kept, what was done, and how long lanes stood still. */
record Outcome(Report report, List<Finding> findings, String deeds, TakeOvers takeOvers) {
    boolean holds() {
        return report.holds() && findings.stream().allMatch(Finding::holds);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(report.details());
        findings.forEach(finding -> lines.addAll(finding.lines()));
        lines.add("done: " + deeds);
        lines.add("until another process committed in a lane, as leases and positions showed it:");
        for (Cause cause : Cause.values()) {
            lines.add(measured(cause));
        }
        if (takeOvers.kept() > 0) {
            lines.add("  " + takeOvers.kept() + " lanes of paused workers were taken by nobody until these went on");
        }
        return lines;
    }

    private String measured(Cause cause) {
        List<TakeOver> all = takeOvers.done().stream()
                .filter(takeOver -> takeOver.cause() == cause)
                .toList();
        List<Duration> alone =
                sorted(all.stream().filter(takeOver -> !takeOver.disturbed()).toList());
        List<Duration> disturbed =
                sorted(all.stream().filter(TakeOver::disturbed).toList());
        return "  after " + cause.signal() + ": " + text(alone) + "; while others were struck, too: " + text(disturbed);
    }

    private static List<Duration> sorted(List<TakeOver> takeOvers) {
        return takeOvers.stream().map(TakeOver::took).sorted().toList();
    }

    private static String text(List<Duration> times) {
        return times.isEmpty()
                ? "no lane"
                : String.format(
                        Locale.ROOT,
                        "median %.1f s, max %.1f s (%d lanes)",
                        times.get(times.size() / 2).toMillis() / 1e3,
                        times.getLast().toMillis() / 1e3,
                        times.size());
    }
}
