package dev.afterimage.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the mistakes of one reading. */
public final class Problems {
    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(problem -> switch (problem.place()) {
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

    /** All of them, those of the file by line and those of the environment last. */
    public List<Problem> inOrder() {
        return found.stream().sorted(BY_PLACE).toList();
    }
}
