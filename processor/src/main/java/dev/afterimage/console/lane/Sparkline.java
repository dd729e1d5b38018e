package dev.afterimage.console.lane;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Figures as a small line: the points of an SVG polyline, the newest on the right, the highest on top. */
final class Sparkline {
    static final int WIDTH = 80;
    static final int HEIGHT = 18;

    private Sparkline() {}

    static String points(List<Double> figures) {
        double highest = figures.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double step = (double) WIDTH / (Rates.MOST - 1);
        int first = Rates.MOST - figures.size();
        return IntStream.range(0, figures.size())
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        (first + i) * step,
                        highest == 0 ? HEIGHT - 1 : 1 + (HEIGHT - 2) * (1 - figures.get(i) / highest)))
                .collect(Collectors.joining(" "));
    }
}
