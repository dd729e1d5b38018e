package dev.afterimage.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the mistakes of one reading. */
public final class Problems {
    private static final Comparator<Problem> BY_LINE = Comparator.comparing(problem -> switch (problem.place()) {
        case Place.Nowhere _ -> 0;
        case Place.InFile place -> place.line() * 1_000 + Math.min(place.column(), 999);
        case Place.InEnvironment _ -> Integer.MAX_VALUE;
    });

    private final List<Problem> found = new ArrayList<>();

    public void add(Place place, String key, String detail) {
        found.add(new Problem(place, Excerpt.of(key), detail));
    }

    public int count() {
        return found.size();
    }

    /** All of them, those of each file by line and those of the environment last. */
    public List<Problem> inOrder() {
        List<String> files = found.stream().map(Problems::file).distinct().toList();
        return found.stream()
                .sorted(Comparator.<Problem>comparingInt(
                                problem -> problem.place() instanceof Place.InEnvironment ? 1 : 0)
                        .thenComparingInt(problem -> files.indexOf(file(problem)))
                        .thenComparing(BY_LINE))
                .toList();
    }

    private static String file(Problem problem) {
        return problem.place() instanceof Place.InFile place ? place.file() : "";
    }
}
