package dev.afterimage.demo.report;

import java.util.ArrayList;
import java.util.List;

/** One thing that was checked: what, in words, and what is wrong with it, if anything. */
public record Finding(String checked, List<String> problems) {
    private static final int SHOWN = 5;

    public Finding {
        problems = List.copyOf(problems);
    }

    public boolean holds() {
        return problems.isEmpty();
    }

    /** The finding for people, with the first few of its problems. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add((holds() ? "  ok    " : "  WRONG ") + checked);
        problems.stream().limit(SHOWN).forEach(problem -> lines.add("          " + problem));
        if (problems.size() > SHOWN) {
            lines.add("          … and " + (problems.size() - SHOWN) + " more");
        }
        return lines;
    }
}
